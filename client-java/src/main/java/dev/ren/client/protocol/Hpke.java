package dev.ren.client.protocol;

import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/**
 * HPKE Base (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, one shot with empty
 * associated data. A sealed value is {@code enc65 ‖ ct}.
 */
public final class Hpke {
  /** Bytes of {@code enc}. */
  static final int ENC = 65;

  private Hpke() {}

  /**
   * Seals to a public key. The ephemeral key is DeriveKeyPair (RFC 9180 §7.1.3) of 32 random bytes.
   */
  public static ByteString seal(
      RandomSource random, ByteString publicKey, ByteString info, ByteString plaintext) {
    P256.point(publicKey);
    HPKE hpke = suite();
    AsymmetricCipherKeyPair ephemeral = hpke.deriveKeyPair(random.bytes(32));
    HPKEContextWithEncapsulation context =
        hpke.setupBaseS(hpke.deserializePublicKey(publicKey.toArray()), info.toArray(), ephemeral);
    try {
      byte[] ciphertext = context.seal(new byte[0], plaintext.toArray());
      return new ByteWriter().raw(context.getEncapsulation()).raw(ciphertext).done();
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("sealing does not fail", e);
    }
  }

  /** Opens what {@link #seal} made, or throws {@link ErrorCode#UNDECRYPTABLE}. */
  public static ByteString open(KeyPair key, ByteString info, ByteString sealed) {
    return open(key, info, ByteString.empty(), sealed);
  }

  /** The same with associated data, as the published vectors have it. */
  static ByteString open(KeyPair key, ByteString info, ByteString aad, ByteString sealed) {
    if (sealed.size() < ENC + Aead.TAG) {
      throw new ProtocolException(ErrorCode.UNDECRYPTABLE, "wrap too short");
    }
    HPKE hpke = suite();
    AsymmetricCipherKeyPair pair =
        hpke.deserializePrivateKey(key.privateKey().toArray(), key.publicKey().toArray());
    try {
      P256.point(sealed.slice(0, ENC));
      return ByteString.of(
          hpke.setupBaseR(sealed.slice(0, ENC).toArray(), pair, info.toArray())
              .open(aad.toArray(), sealed.slice(ENC, sealed.size()).toArray()));
    } catch (InvalidCipherTextException | ProtocolException e) {
      throw new ProtocolException(ErrorCode.UNDECRYPTABLE, "wrap does not open", e);
    }
  }

  private static HPKE suite() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_P256_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }
}
