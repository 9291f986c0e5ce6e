package dev.ren.platform;

import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;

/**
 * A JSON Web Token in its compact form (RFC 7515 section 7.1), read strictly: three base64url parts
 * of one spelling, two JSON objects without repeated fields.
 *
 * <p>java-jwt computes the signature; its reader of tokens is not used, since that brings databind:
 * 400 classes, for which the first caller of every container would wait.
 */
final class SignedToken {
  /** A text that is no good token; it says no more than that. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
  }

  private final String header;
  private final String payload;
  private final byte[] signature;
  private final JsonObject fields;
  private final JsonObject claims;

  private SignedToken(String header, String payload, String signature) {
    this.header = header;
    this.payload = payload;
    this.signature = Bytes64.decode(signature);
    this.fields = json(header);
    this.claims = json(payload);
  }

  /**
   * Reads, and believes nothing yet.
   *
   * @throws Refused if the text is no such token
   */
  static SignedToken parse(String token) throws Refused {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new Refused();
    }
    try {
      return new SignedToken(parts[0], parts[1], parts[2]);
    } catch (Problem notAToken) {
      throw new Refused();
    }
  }

  /** Which key is said to have signed; empty where nothing is said. */
  String keyId() {
    return text("kid");
  }

  /** The claims as anybody could have written them. */
  JsonObject unverified() {
    return claims;
  }

  /**
   * The claims, after their signature was found good. The algorithm is the caller's, whatever the
   * header names: "none" and RS256 find no way in.
   *
   * @throws Refused if the header names another algorithm, or the signature is another's
   */
  JsonObject verified(Algorithm algorithm) throws Refused {
    byte[] good = algorithm.sign(ascii(header), ascii(payload));
    if (!algorithm.getName().equals(text("alg")) || !Crypto.same(good, signature)) {
      throw new Refused();
    }
    return claims;
  }

  private String text(String field) {
    return fields.fields().get(field) instanceof String text ? text : "";
  }

  private static JsonObject json(String part) {
    return Json.parse(new String(Bytes64.decode(part), StandardCharsets.UTF_8));
  }

  private static byte[] ascii(String part) {
    return part.getBytes(StandardCharsets.US_ASCII);
  }
}
