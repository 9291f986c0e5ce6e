package dev.ren.integration.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that look like a good one and are none (RFC 8725 section 2). */
final class ForgedTokens {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private ForgedTokens() {}

  /**
   * Forgeries, by what is wrong with them.
   *
   * @param good a good access token, whose claims they copy
   * @param data the folder of the stack, which has the true key: for a token that has expired
   */
  static Map<String, String> like(String good, Path data)
      throws IOException, GeneralSecurityException {
    String[] parts = good.split("\\.", -1);
    JsonNode header = decode(parts[0]);
    String kid = header.get("kid").asText();
    String claims = text(parts[1]);
    long expires = decode(parts[1]).get("exp").asLong();
    String expired = claims.replace(Long.toString(expires), Long.toString(expires - 86_400));
    byte[] key = key(data, kid);
    byte[] other = "another key of thirty-two bytes!".getBytes(StandardCharsets.UTF_8);

    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("an empty token", "");
    forged.put("no token at all", "hello");
    forged.put("algorithm none", sign(header("none", kid), claims, new byte[0]));
    forged.put("algorithm none without signature", unsigned(header("none", kid), claims));
    forged.put("a signature of another key", sign(header("HS256", kid), claims, other));
    forged.put("an unknown key id", sign(header("HS256", "other"), claims, key));
    forged.put("no key id", sign("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims, key));
    forged.put("another algorithm's name", sign(header("HS512", kid), claims, key));
    forged.put("changed claims", parts[0] + "." + parts[1] + "AA." + parts[2]);
    forged.put("expired", sign(header("HS256", kid), expired, key));
    forged.put(
        "another audience",
        sign(header("HS256", kid), claims.replace("\"access\"", "\"recovery\""), key));
    forged.put(
        "another issuer", sign(header("HS256", kid), claims.replace("\"ren\"", "\"rem\""), key));
    return forged;
  }

  private static String header(String algorithm, String kid) {
    return JSON.createObjectNode()
        .put("alg", algorithm)
        .put("typ", "JWT")
        .put("kid", kid)
        .toString();
  }

  private static String unsigned(String header, String claims) {
    return encode(header) + "." + encode(claims) + ".";
  }

  private static String sign(String header, String claims, byte[] key)
      throws GeneralSecurityException {
    String signed = encode(header) + "." + encode(claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
    byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64.encodeToString(signature);
  }

  private static byte[] key(Path data, String kid) throws IOException {
    for (JsonNode secret : JSON.readTree(data.resolve("secrets.json").toFile())) {
      for (JsonNode version : secret) {
        if (version.get("id").asText().equals(kid)) {
          return version.get("value").asText().getBytes(StandardCharsets.UTF_8);
        }
      }
    }
    throw new IllegalStateException("no such key");
  }

  private static JsonNode decode(String part) throws IOException {
    return JSON.readTree(text(part));
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
