package dev.ren.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.api.ApiException;
import dev.ren.client.api.RenSocket;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.integration.RawSocket;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Every socket type refuses malformed input with an error event, and nothing changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock("a stack more")
final class BadSocketInputTest {
  private Stand stand;

  @BeforeAll
  void start() throws IOException {
    stand = Stand.start();
  }

  @AfterAll
  void stop() {
    stand.close();
  }

  @Test
  void every_malformed_text_gets_an_error_event_and_changes_nothing() throws Exception {
    List<String> wrong = new ArrayList<>();
    try (RawSocket socket =
        RawSocket.connect(stand.stack().target(), stand.good().anna().token())) {
      socket.sayType("register").hear("registered");
      Map<String, List<String>> before = stand.store().dump("limits");
      for (var bad : malformed().entrySet()) {
        JsonNode answer = socket.say(bad.getValue()).hear();
        boolean refused =
            answer.path("type").asText().equals("error")
                && stand.contract().errorCodes().contains(answer.path("code").asText())
                && !answer.toString().contains("Exception");
        if (!refused) {
          wrong.add(bad.getKey() + ": " + answer);
        }
      }
      assertEquals("", String.join("\n", wrong));
      assertEquals(before, stand.store().dump("limits"));
      socket.sayType("ping").hear("pong");
    }
  }

  @Test
  void a_frame_of_200_KB_closes_with_1009_and_bytes_get_an_error_or_a_reason() throws Exception {
    try (RawSocket socket =
        RawSocket.connect(stand.stack().target(), stand.good().anna().token())) {
      socket.sayTooMuch("{\"type\":\"ping\",\"x\":\"" + "A".repeat(200_000) + "\"}");
      assertEquals(1009, socket.awaitClose());
    }
    try (RawSocket socket =
        RawSocket.connect(stand.stack().target(), stand.good().anna().token())) {
      JsonNode answer = socket.say(ByteBuffer.wrap(new byte[] {1, 2, 3})).hear();
      boolean reasoned = answer.path("status").asInt() == 1003 || answer.has("code");
      assertTrue(reasoned, answer.toString());
    }
  }

  @Test
  void a_handshake_needs_a_good_token() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (var forged :
        ForgedTokens.like(stand.good().anna().token(), stand.stack().data()).entrySet()) {
      if (forged.getValue().isEmpty()) {
        continue;
      }
      ApiException refused =
          assertThrows(
              ApiException.class,
              () ->
                  RenSocket.connect(stand.stack().target().http(), forged.getValue(), event -> {})
                      .close(),
              forged.getKey());
      if (refused.status() != 401 && refused.status() != 403) {
        wrong.add(forged.getKey() + ": " + refused.status());
      }
    }
    assertEquals("", String.join("\n", wrong));
    CompletionException without =
        assertThrows(
            CompletionException.class, () -> RawSocket.connectWith(stand.stack().target()).close());
    WebSocketHandshakeException handshake =
        assertInstanceOf(WebSocketHandshakeException.class, without.getCause());
    int status = handshake.getResponse().statusCode();
    assertTrue(status == 401 || status == 403, "status " + status);
  }

  private Map<String, String> malformed() {
    Map<String, String> bad = new LinkedHashMap<>();
    for (String text : Mutations.notJson()) {
      if (!text.isEmpty()) {
        bad.put("the text " + text.substring(0, Math.min(8, text.length())), text);
      }
    }
    for (String text : List.of("{}", "{\"type\":7}", "{\"type\":null}", "{\"type\":\"nope\"}")) {
      bad.put("the text " + text, text);
    }
    bad.put("connect as a type", "{\"type\":\"$connect\"}");
    bad.put("default as a type", "{\"type\":\"$default\"}");
    Mutations mutations = new Mutations(stand.contract());
    add(
        bad,
        "message",
        stand.good().message(),
        mutations,
        stand.contract().schema("OutgoingMessage"));
    add(
        bad,
        "read",
        JsonFields.object().put("chat_id", stand.good().chat().value()).put("id", 0),
        mutations,
        READ);
    add(
        bad,
        "typing",
        JsonFields.object().put("chat_id", stand.good().chat().value()),
        mutations,
        TYPING);
    add(bad, "register", JsonFields.object().put("token", "x"), mutations, REGISTER);
    add(bad, "register", JsonFields.object().put("version", 1), mutations, HELLO);
    bad.put("a bad token to register", "{\"type\":\"register\",\"token\":\"x.y.z\"}");
    String foreign = ChatId.direct(stand.good().clara().id(), stand.good().anna().id()).value();
    bad.put(
        "a message to an unknown chat",
        text("message", stand.good().message().put("chat_id", foreign)));
    ObjectNode mark = JsonFields.object().put("chat_id", foreign).put("id", 0);
    bad.put("a read mark in an unknown chat", text("read", mark));
    return bad;
  }

  private static void add(
      Map<String, String> bad, String type, ObjectNode good, Mutations mutations, JsonNode schema) {
    mutations
        .of(good, schema)
        .forEach(
            (what, broken) -> {
              String text = text(type, (ObjectNode) broken);
              // What is beyond the socket's own limit never reaches a function.
              if (text.length() < 128_000) {
                bad.put(type + ": " + what, text);
              }
            });
  }

  private static String text(String type, ObjectNode fields) {
    return fields.deepCopy().put("type", type).toString();
  }

  private static final JsonNode CHAT = string("^([a-z2-7]{26}\\.[a-z2-7]{26})$");
  private static final JsonNode TYPING = schema(Map.of("chat_id", CHAT), "chat_id");
  private static final JsonNode READ =
      schema(
          Map.of(
              "chat_id",
              CHAT,
              "id",
              JsonNodeFactory.instance.objectNode().put("type", "integer").put("minimum", 0)),
          "chat_id",
          "id");
  private static final JsonNode HELLO =
      schema(
          Map.of(
              "version",
              JsonNodeFactory.instance.objectNode().put("type", "integer").put("minimum", 0)));
  private static final JsonNode REGISTER =
      schema(Map.of("token", JsonNodeFactory.instance.objectNode().put("type", "string")));

  private static JsonNode string(String pattern) {
    return JsonNodeFactory.instance.objectNode().put("type", "string").put("pattern", pattern);
  }

  private static JsonNode schema(Map<String, JsonNode> properties, String... required) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putObject("properties").setAll(properties);
    for (String name : required) {
      schema.withArray("required").add(name);
    }
    return schema;
  }
}
