package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.RenClient;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.UserId;
import dev.ren.local.lambda.Invocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sockets that are gone, whose token ran out, or whose session ends: seen at the tables too. */
@ExtendWith(Stacks.class)
final class SocketEndTest {
  private static final long HOUR = 3_600_000;

  private final OwnStack stack;
  private final Store store;
  private final SocketRows rows;
  private final Person anna;
  private final Person boris;
  private final ChatId chat;

  SocketEndTest(OwnStack stack) {
    this.stack = stack;
    this.store = stack.store();
    this.rows = new SocketRows(store);
    this.anna = Person.register(stack.target(), "anna");
    this.boris = Person.register(stack.target(), "boris");
    this.chat = anna.talksWith(boris);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_socket_that_is_gone_is_forgotten_and_the_others_still_hear() throws Exception {
    try (RawSocket first = registered(boris.token())) {
      List<String> living = rows.of(boris.id());
      rows.leaveBehind(boris.id(), "gone-" + Person.unique() + "=", later());
      try (RawSocket second = registered(boris.freshDevice().accessToken())) {
        assertEquals(3, rows.of(boris.id()).size());

        long id = anna.client().send(chat, "who is there?").id();

        assertEquals(id, heardId(first));
        assertEquals(id, heardId(second));
        List<String> left = rows.of(boris.id());
        assertTrue(left.size() == 2 && left.containsAll(living), left.toString());
      }
    }
  }

  @Test
  void who_left_unheard_is_offline_for_contacts_once_a_push_finds_the_socket_gone()
      throws Exception {
    try (RawSocket annas = registered(anna.token())) {
      rows.leaveBehind(boris.id(), "gone-" + Person.unique() + "=", later());
      assertTrue(borisFor(annas).get("online").asBoolean());

      anna.client().send(chat, "are you there?");

      JsonNode left = annas.hear("status_update");
      assertEquals(boris.id().value(), left.get("user_id").asText());
      assertFalse(left.get("online").asBoolean());
      assertEquals(List.of(), rows.of(boris.id()));
      assertFalse(borisFor(annas).get("online").asBoolean());
    }
  }

  @Test
  void a_socket_whose_token_ran_out_is_told_so_and_closed_by_what_it_would_have_heard()
      throws Exception {
    try (RawSocket deaf = registered(boris.token())) {
      rows.expire(boris.id());

      anna.client().send(chat, "not for a token that ran out");

      JsonNode first = deaf.hear();
      assertEquals("error", first.get("type").asText(), first.toString());
      assertEquals("expired", first.get("code").asText());
      deaf.awaitClose();
    }
    try (RawSocket again = registered(boris.token())) {
      assertEquals(anna.client().send(chat, "pushed again").id(), heardId(again));
    }
  }

  @Test
  void a_socket_whose_token_ran_out_is_not_listened_to_until_it_is_renewed() throws Exception {
    String token = boris.token();
    try (RawSocket socket = registered(token)) {
      rows.expire(boris.id());

      assertEquals("expired", socket.sayType("register").hear("error").get("code").asText());
      ObjectNode typing = JsonFields.object().put("type", "typing").put("chat_id", chat.value());
      assertEquals("expired", socket.say(typing.toString()).hear("error").get("code").asText());
      socket.sayType("ping");
      assertEquals("pong", socket.hear().get("type").asText());

      ObjectNode renewal = JsonFields.object().put("type", "register").put("token", token);
      socket.say(renewal.toString()).hear("registered");
      assertEquals(anna.client().send(chat, "pushed again").id(), heardId(socket));
    }
  }

  @Test
  void a_token_of_a_session_that_ends_while_its_socket_opens_opens_none() throws Exception {
    RenClient phone = boris.freshDevice();
    String id = "late-" + Person.unique() + "=";
    JsonNode allowed = invoke("SocketAuthorizerFunction", handshake(phone.accessToken()));
    assertTrue(allowed.has("context"), allowed.toString());

    phone.logout(false);
    JsonNode answer = invoke("ConnectFunction", connectEvent(id, allowed.get("context")));

    assertEquals(401, answer.get("statusCode").asInt(), answer.toString());
    assertEquals(List.of(), rows.of(boris.id()));
  }

  private RawSocket registered(String token) throws InterruptedException {
    RawSocket socket = RawSocket.connect(stack.target(), token);
    socket.sayType("register").hear("registered");
    return socket;
  }

  private static long heardId(RawSocket socket) throws InterruptedException {
    return socket.hear("new_message").get("entry").get("id").asLong();
  }

  private JsonNode borisFor(RawSocket socket) throws InterruptedException {
    JsonNode contacts = socket.sayType("status_register").hear("status_registered").get("contacts");
    assertEquals(boris.id(), new UserId(contacts.get(0).get("user_id").asText()));
    return contacts.get(0);
  }

  private long later() {
    return stack.target().environment().clock().millis() + HOUR;
  }

  /** One invocation, as the gateway makes it: between two of them the test may do something. */
  private JsonNode invoke(String function, ObjectNode event) throws IOException {
    byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
    Invocation answer = stack.function(function).invoke("a-test", bytes);
    byte[] payload = assertInstanceOf(Invocation.Returned.class, answer).payload();
    return Jsons.parse(new String(payload, StandardCharsets.UTF_8));
  }

  private static ObjectNode handshake(String token) {
    ObjectNode event = JsonFields.object().put("methodArn", "arn:aws:execute-api:local");
    event.putObject("headers").put("Sec-WebSocket-Protocol", "ren.v1, " + token);
    return event;
  }

  private static ObjectNode connectEvent(String connectionId, JsonNode context) {
    ObjectNode event = JsonFields.object();
    event
        .putObject("requestContext")
        .put("connectionId", connectionId)
        .put("routeKey", "$connect")
        .put("requestId", "a-test")
        .set("authorizer", context);
    return event;
  }
}
