package dev.ren.client.protocol;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * What a password gives (§3).
 *
 * @param authKey 32 bytes for the server
 * @param wrapKey 32 bytes that never leave the client
 */
public record PasswordKeys(ByteString authKey, ByteString wrapKey) {
  /** Fewest characters of a password. */
  public static final int MIN_LENGTH = 8;

  /** Most code points of a password. */
  public static final int MAX_LENGTH = 256;

  /** Derives both; takes about half a second and {@code kdf.memoryKib()} of memory. */
  public static PasswordKeys derive(String password, Login login, Kdf kdf) {
    ByteString master = argon2id(requireLength(password), kdf);
    return new PasswordKeys(
        Hkdf.derive(master, ByteWriter.labelled(Label.PW_AUTH).variable(login.value()).done()),
        Hkdf.derive(master, ByteWriter.labelled(Label.PW_WRAP).variable(login.value()).done()));
  }

  /** The password, or {@link ErrorCode#MALFORMED} unless it has 8 to 256 code points. */
  public static String requireLength(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new ProtocolException(ErrorCode.MALFORMED, "password needs 8 to 256 characters");
    }
    return password;
  }

  /** {@code m32} of the NFKC form in UTF-8. */
  static ByteString argon2id(String password, Kdf kdf) {
    String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
    return Argon2id.derive(
        ByteString.of(normal.getBytes(StandardCharsets.UTF_8)),
        kdf.salt(),
        (int) kdf.memoryKib(),
        (int) kdf.iterations(),
        kdf.parallelism());
  }
}
