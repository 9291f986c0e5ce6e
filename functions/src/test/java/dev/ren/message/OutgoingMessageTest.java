package dev.ren.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ren.chat.SealedMessage;
import dev.ren.platform.Bytes64;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Json;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OutgoingMessageTest {
  private static final UserId ANN = UserId.parse("a".repeat(26));
  private static final UserId BOB = UserId.parse("b".repeat(26));
  private static final String CHAT = ANN + "." + BOB;

  /** Fields as they stand in JSON. */
  private static Map<String, String> fields() {
    return new TreeMap<>(
        Map.of(
            "chat_id", quoted(CHAT),
            "client_id", bytes(16),
            "epoch", "3",
            "after", "7",
            "at", "1795123456789",
            "seen", "6",
            "seen_hash", bytes(32),
            "nonce", bytes(12),
            "ciphertext", bytes(272),
            "signature", bytes(64)));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static String bytes(int length) {
    return quoted(Bytes64.encode(new byte[length]));
  }

  private static OutgoingMessage read(Map<String, String> fields) {
    List<String> members = new ArrayList<>();
    fields.forEach((name, value) -> members.add(quoted(name) + ":" + value));
    return OutgoingMessage.read(Json.parse("{" + String.join(",", members) + "}"), ANN);
  }

  @Test
  void a_message_is_read_and_its_sender_is_who_the_token_names() {
    Map<String, String> fields = fields();
    fields.put("sender_id", quoted(BOB.value()));

    OutgoingMessage message = read(fields);

    assertEquals(ANN, message.sealed().sender());
    assertEquals(CHAT, message.chat().value());
    assertEquals(7, message.after());
    assertEquals(3, message.sealed().epoch());
    assertArrayEquals(new byte[272], message.sealed().ciphertext());
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_field_must_be_there_and_of_its_type(String name) {
    Map<String, String> missing = fields();
    missing.remove(name);
    assertRefused(ErrorCode.BAD_REQUEST, missing);
    for (String value : List.of("null", "true", "{}", "[]", "1.5", quoted("~"), "\"\"", "-2")) {
      Map<String, String> wrong = fields();
      wrong.put(name, value);
      assertRefused(ErrorCode.BAD_REQUEST, wrong);
    }
  }

  static Stream<String> names() {
    return fields().keySet().stream();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("chat_id", quoted(BOB + "." + ANN)),
        Arguments.of("chat_id", quoted(ANN + "." + ANN)),
        Arguments.of("chat_id", quoted("g." + ANN + "x")),
        Arguments.of("chat_id", quoted(CHAT.toUpperCase(Locale.ROOT))),
        Arguments.of("client_id", bytes(15)),
        Arguments.of("client_id", bytes(17)),
        Arguments.of("client_id", quoted("AAAAAAAAAAAAAAAAAAAAAA==")),
        Arguments.of("client_id", quoted("AAAAAAAAAAAAAAAAAAAAAB")),
        Arguments.of("epoch", "4294967296"),
        Arguments.of("after", "9007199254740992"),
        Arguments.of("seen", "99999999999999999999999"),
        Arguments.of("at", quoted("1795123456789")),
        Arguments.of("seen_hash", bytes(31)),
        Arguments.of("nonce", bytes(13)),
        Arguments.of("signature", bytes(65)));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("wrong")
  void values_outside_their_form_are_refused(String name, String value) {
    Map<String, String> fields = fields();
    fields.put(name, value);
    assertRefused(ErrorCode.BAD_REQUEST, fields);
  }

  @Test
  void a_ciphertext_has_a_largest_size() {
    Map<String, String> fields = fields();
    fields.put("ciphertext", bytes(SealedMessage.MAX_CIPHERTEXT));
    assertEquals(SealedMessage.MAX_CIPHERTEXT, read(fields).sealed().ciphertext().length);

    fields.put("ciphertext", bytes(SealedMessage.MAX_CIPHERTEXT + 1));
    assertRefused(ErrorCode.PAYLOAD_TOO_LARGE, fields);
  }

  private static void assertRefused(ErrorCode code, Map<String, String> fields) {
    assertEquals(code, assertThrows(Problem.class, () -> read(fields), fields.toString()).code());
  }
}
