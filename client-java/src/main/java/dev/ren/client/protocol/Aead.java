package dev.ren.client.protocol;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D) with 12-byte nonces and the 16-byte tag at the end. */
public final class Aead {
  /** Bytes of a nonce. */
  public static final int NONCE = 12;

  /** Bytes of a tag. */
  public static final int TAG = 16;

  private Aead() {}

  /** {@code AEAD(key, nonce, aad, pt)}. */
  public static ByteString encrypt(
      ByteString key, ByteString nonce, ByteString aad, ByteString plaintext) {
    try {
      return run(Cipher.ENCRYPT_MODE, key, nonce, aad, plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM cannot fail with a key of 32 bytes", e);
    }
  }

  /**
   * The plaintext, or {@code refusal} if key, nonce, associated data or ciphertext are not those.
   */
  public static ByteString decrypt(
      ByteString key, ByteString nonce, ByteString aad, ByteString ciphertext, ErrorCode refusal) {
    if (ciphertext.size() < TAG) {
      throw new ProtocolException(refusal, "ciphertext shorter than its tag");
    }
    try {
      return run(Cipher.DECRYPT_MODE, key, nonce, aad, ciphertext);
    } catch (AEADBadTagException e) {
      throw new ProtocolException(refusal, "does not open", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM cannot fail otherwise", e);
    }
  }

  /**
   * {@code seal(key, aad, pt)} = {@code nonce12 ‖ AEAD(…)}. A random nonce is safe here: each key
   * seals far fewer than the 2^32 times that SP 800-38D §8.3 allows.
   */
  public static ByteString seal(
      RandomSource random, ByteString key, ByteString aad, ByteString plaintext) {
    ByteString nonce = random.take(NONCE);
    return new ByteWriter().raw(nonce).raw(encrypt(key, nonce, aad, plaintext)).done();
  }

  /** Opens what {@link #seal} made, or throws {@code refusal}. */
  public static ByteString open(
      ByteString key, ByteString aad, ByteString sealed, ErrorCode refusal) {
    if (sealed.size() < NONCE + TAG) {
      throw new ProtocolException(refusal, "sealed bytes shorter than nonce and tag");
    }
    return decrypt(key, sealed.slice(0, NONCE), aad, sealed.slice(NONCE, sealed.size()), refusal);
  }

  private static ByteString run(
      int mode, ByteString key, ByteString nonce, ByteString aad, ByteString input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(key.exactly(32, "key").toArray(), "AES"),
        new GCMParameterSpec(TAG * 8, nonce.exactly(NONCE, "nonce").toArray()));
    cipher.updateAAD(aad.toArray());
    return ByteString.of(cipher.doFinal(input.toArray()));
  }
}
