package dev.ren.client.protocol;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** Points and scalars of P-256 (NIST SP 800-186 §3.2.1.3) in the protocol's encodings. */
final class P256 {
  /** Bytes of an uncompressed point, {@code 04 ‖ x ‖ y}. */
  static final int POINT = 65;

  /** Bytes of a scalar. */
  static final int SCALAR = 32;

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");

  /** The order of the group. */
  static final BigInteger ORDER = CURVE.getN();

  private P256() {}

  /** The point, checked to be uncompressed and on the curve; P-256 has cofactor 1. */
  static ECPoint point(ByteString encoded) {
    byte[] bytes = encoded.exactly(POINT, "public key").toArray();
    if (bytes[0] != 4) {
      throw new ProtocolException(ErrorCode.MALFORMED, "public key is not an uncompressed point");
    }
    try {
      return CURVE.getCurve().decodePoint(bytes);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(ErrorCode.MALFORMED, "public key is not on the curve", e);
    }
  }

  /** The scalar, checked to be in 1 … order − 1. */
  static BigInteger scalar(ByteString encoded) {
    BigInteger value = new BigInteger(1, encoded.exactly(SCALAR, "private key").toArray());
    if (value.signum() == 0 || value.compareTo(ORDER) >= 0) {
      throw new ProtocolException(ErrorCode.MALFORMED, "private key out of range");
    }
    return value;
  }

  /** The public key of a private key. */
  static ByteString publicOf(ByteString scalar) {
    return ByteString.of(
        new FixedPointCombMultiplier()
            .multiply(CURVE.getG(), scalar(scalar))
            .normalize()
            .getEncoded(false));
  }

  /**
   * A new private key: 32 random bytes, drawn again in the 2^-32 case that they are out of range.
   */
  static ByteString generate(RandomSource random) {
    while (true) {
      BigInteger value = new BigInteger(1, random.bytes(SCALAR));
      if (value.signum() > 0 && value.compareTo(ORDER) < 0) {
        return ByteString.of(BigIntegers.asUnsignedByteArray(SCALAR, value));
      }
    }
  }
}
