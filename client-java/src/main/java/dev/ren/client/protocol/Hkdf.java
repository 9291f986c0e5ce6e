package dev.ren.client.protocol;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA256 (RFC 5869) with 32 bytes of output. */
public final class Hkdf {
  private Hkdf() {}

  /** {@code HKDF(ikm, info)}: empty salt. */
  public static ByteString derive(ByteString ikm, ByteString info) {
    return derive(ikm, ByteString.empty(), info);
  }

  /** {@code HKDF(ikm, salt, info)}. */
  public static ByteString derive(ByteString ikm, ByteString salt, ByteString info) {
    HKDFParameterSpec parameters =
        HKDFParameterSpec.ofExtract()
            .addIKM(ikm.toArray())
            .addSalt(salt.toArray())
            .thenExpand(info.toArray(), 32);
    try {
      return ByteString.of(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 has HKDF-SHA256", e);
    }
  }
}
