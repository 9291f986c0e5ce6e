package dev.ren.local.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What functions sign their calls to the inner address with: random for every start, in the
 * process's memory only. The access key id alone is what the inner address asks for, since whoever
 * could listen on the loopback to learn it could read the process's memory as well.
 *
 * @param accessKeyId 32 lower-case hexadecimal digits
 */
public record InnerCredential(String accessKeyId, String secretAccessKey) {
  private static final String SCHEME = "AWS4-HMAC-SHA256 Credential=";

  /** A new one. */
  public static InnerCredential random(SecureRandom random) {
    return new InnerCredential(hex(random), hex(random));
  }

  /** Whether an {@code Authorization} header of Signature Version 4 names this credential. */
  boolean isNamedBy(String authorization) {
    int slash = authorization.indexOf('/');
    if (!authorization.startsWith(SCHEME) || slash < SCHEME.length()) {
      return false;
    }
    return MessageDigest.isEqual(
        authorization.substring(SCHEME.length(), slash).getBytes(StandardCharsets.UTF_8),
        accessKeyId.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "InnerCredential";
  }

  private static String hex(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
