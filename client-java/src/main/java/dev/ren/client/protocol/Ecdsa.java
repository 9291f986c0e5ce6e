package dev.ren.client.protocol;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;

/** ECDSA P-256 with SHA-256 (FIPS 186-5), signatures as raw {@code r ‖ s}. */
public final class Ecdsa {
  /** Bytes of a signature. */
  public static final int SIGNATURE = 64;

  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

  private Ecdsa() {}

  /** {@code sign(key, m)}; the platform draws the per-signature nonce. */
  public static ByteString sign(KeyPair key, ByteString message) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(privateKey(key));
      signer.update(message.toArray());
      return ByteString.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA P-256", e);
    }
  }

  /** Returns if the signature holds, else throws {@link ErrorCode#BAD_SIGNATURE}. */
  public static void verify(
      ByteString publicKey, ByteString message, ByteString signature, String what) {
    ECPoint point = point(publicKey);
    if (signature.size() != SIGNATURE) {
      throw new ProtocolException(ErrorCode.BAD_SIGNATURE, what + ": not 64 bytes");
    }
    // Checked here and not left to a provider: r = s = 0 verified everything in some
    // (CVE-2022-21449).
    if (!inRange(signature.slice(0, 32)) || !inRange(signature.slice(32, 64))) {
      throw new ProtocolException(ErrorCode.BAD_SIGNATURE, what + ": out of range");
    }
    if (!holds(point, message, signature)) {
      throw new ProtocolException(ErrorCode.BAD_SIGNATURE, what);
    }
  }

  private static boolean holds(ECPoint point, ByteString message, ByteString signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(
          KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve())));
      verifier.update(message.toArray());
      return verifier.verify(signature.toArray());
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA P-256", e);
    }
  }

  private static boolean inRange(ByteString half) {
    BigInteger value = new BigInteger(1, half.toArray());
    return value.signum() > 0 && value.compareTo(P256.ORDER) < 0;
  }

  private static ECPoint point(ByteString publicKey) {
    var point = P256.point(publicKey);
    return new ECPoint(
        point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
  }

  private static ECPrivateKey privateKey(KeyPair key) throws GeneralSecurityException {
    BigInteger scalar = P256.scalar(key.privateKey());
    return (ECPrivateKey)
        KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(scalar, curve()));
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }
}
