package dev.ren.local.gateway;

import static dev.ren.local.gateway.Stand.failing;
import static dev.ren.local.gateway.Stand.plan;
import static dev.ren.local.gateway.Stand.returning;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.Invocation;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketHandshakeTest {
  private static final String CONNECTED =
      "{\"statusCode\":200,\"headers\":{\"sec-websocket-protocol\":\"ren.v1\"}}";

  @TempDir Path folder;

  private static String policy(String effect, String context) {
    return "{\"principalId\":\"alice\",\"context\":"
        + context
        + ",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":"
        + "\"execute-api:Invoke\",\"Effect\":\""
        + effect
        + "\",\"Resource\":\"*\"}]}}";
  }

  private static int refusal(Stand stand) {
    CompletionException refused =
        assertThrows(
            CompletionException.class, () -> SocketClient.open(stand, "ren.v1", "token").close());
    return assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
        .getResponse()
        .statusCode();
  }

  @Test
  void the_protocol_that_the_function_names_is_accepted_and_the_token_never_echoed()
      throws Exception {
    try (Stand stand = plan().on("$connect", false, event -> CONNECTED).start(folder);
        SocketClient client = SocketClient.open(stand, "ren.v1", "token")) {
      assertEquals("ren.v1", client.socket().getSubprotocol());
    }
  }

  @Test
  void a_browser_that_offers_compression_gets_none() throws Exception {
    try (Stand stand = plan().on("$connect", false, event -> "{\"statusCode\":200}").start(folder);
        RawClient raw = RawClient.to(stand.port())) {
      String head = raw.upgrade(stand.port(), "Sec-WebSocket-Extensions: permessage-deflate");
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertFalse(head.contains("permessage-deflate"), head);
    }
  }

  @Test
  void no_subprotocol_is_accepted_by_itself() throws Exception {
    try (Stand stand = plan().on("$connect", false, event -> "{\"statusCode\":200}").start(folder);
        RawClient raw = RawClient.to(stand.port())) {
      String head = raw.upgrade(stand.port(), "Sec-WebSocket-Protocol: ren.v1, token");
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertFalse(head.contains("token"), head);
      assertFalse(head.contains("ren.v1"), head);
    }
  }

  @Test
  void the_authorizer_gets_the_offered_protocols_and_its_context_reaches_every_event_as_text()
      throws Exception {
    Invocable authorizer =
        returning(
            event -> {
              JsonObject headers = event.object("headers");
              assertEquals("REQUEST", event.string("type"));
              return policy(
                  headers.string("Sec-WebSocket-Protocol").equals("ren.v1, token")
                      ? "Allow"
                      : "Deny",
                  "{\"expires\":17,\"admin\":true}");
            });
    try (Stand stand =
            plan()
                .authorizer(authorizer)
                .on("$connect", false, event -> CONNECTED)
                .on("$default", true, event -> reply(authorizerOf(event)))
                .start(folder);
        SocketClient client = SocketClient.open(stand, "ren.v1", "token")) {
      client.say("anything");
      assertEquals("{admin=true, expires=17, principalId=alice}", client.hear());
    }
  }

  private static String authorizerOf(JsonObject event) {
    return new TreeMap<>(event.object("requestContext").object("authorizer").fields()).toString();
  }

  private static String reply(String body) {
    return Json.text(json -> json.writeStringField("body", body));
  }

  @Test
  void a_denial_is_403() throws Exception {
    try (Stand stand =
        plan()
            .authorizer(returning(event -> policy("Deny", "{}")))
            .on("$connect", false, failing("reached"))
            .start(folder)) {
      assertEquals(403, refusal(stand));
    }
  }

  @Test
  void an_authorizer_that_throws_unauthorized_makes_401_and_any_other_fault_500() throws Exception {
    try (Stand stand = plan().authorizer(failing("Unauthorized")).start(folder)) {
      assertEquals(401, refusal(stand));
    }
    try (Stand stand = plan().authorizer(failing("broken")).start(folder)) {
      assertEquals(500, refusal(stand));
    }
    try (Stand stand = plan().authorizer((id, event) -> new Invocation.TimedOut()).start(folder)) {
      assertEquals(500, refusal(stand));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON", "{}", "{\"principalId\":\"a\",\"policyDocument\":{}}"})
  void an_authorizer_that_answers_no_policy_lets_nobody_in(String answer) throws Exception {
    try (Stand stand = plan().authorizer(returning(event -> answer)).start(folder)) {
      assertEquals(500, refusal(stand));
    }
  }

  @Test
  void connect_refuses_the_handshake_with_its_own_status() throws Exception {
    try (Stand stand =
        plan().on("$connect", false, event -> "{\"statusCode\":429}").start(folder)) {
      assertEquals(429, refusal(stand));
    }
    try (Stand stand = plan().on("$connect", false, failing("broken")).start(folder)) {
      assertEquals(502, refusal(stand));
    }
  }

  @Test
  void a_page_of_another_origin_opens_no_socket() throws Exception {
    try (Stand stand = plan().start(folder);
        RawClient foreign = RawClient.to(stand.port());
        RawClient own = RawClient.to(stand.port())) {
      String refused = foreign.upgrade(stand.port(), "Origin: http://evil.example");
      assertTrue(refused.startsWith("HTTP/1.1 403 "), refused);
      String accepted = own.upgrade(stand.port(), "Origin: http://localhost:" + stand.port());
      assertTrue(accepted.startsWith("HTTP/1.1 101 "), accepted);
    }
  }
}
