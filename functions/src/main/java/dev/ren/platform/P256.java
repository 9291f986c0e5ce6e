package dev.ren.platform;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/**
 * ECDSA P-256 with SHA-256 (FIPS 186-5) over raw {@code r ‖ s}. The server verifies what clients
 * signed; it signs nothing and holds no private key.
 */
public final class P256 {
  /** An uncompressed point: {@code 04 ‖ x ‖ y}. */
  public static final int POINT = 65;

  public static final int SIGNATURE = 64;
  private static final ECParameterSpec CURVE = curve();

  private P256() {}

  /** Whether the bytes are a point on the curve, as an uncompressed point. */
  public static boolean isPoint(byte[] point) {
    if (point.length != POINT || point[0] != 4) {
      return false;
    }
    BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 33, POINT));
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right =
        x.pow(3).add(CURVE.getCurve().getA().multiply(x)).add(CURVE.getCurve().getB()).mod(p);
    return y.multiply(y).mod(p).equals(right);
  }

  /** Whether {@code signature} is one by the key at {@code point} over {@code message}. */
  public static boolean verify(byte[] point, byte[] message, byte[] signature) {
    if (!isPoint(point) || signature.length != SIGNATURE || !inRange(signature)) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(publicKey(point));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean inRange(byte[] signature) {
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, SIGNATURE));
    BigInteger order = CURVE.getOrder();
    return r.signum() > 0 && s.signum() > 0 && r.compareTo(order) < 0 && s.compareTo(order) < 0;
  }

  private static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
    ECPoint w =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(point, 33, POINT)));
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, CURVE));
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
