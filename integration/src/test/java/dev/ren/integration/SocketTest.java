package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the socket promises beside messages: devices, presence, typing, read marks, its end. */
@ExtendWith(Stacks.class)
final class SocketTest {
  @Test
  void every_device_hears_of_a_message_the_sender_s_others_too(Target target) throws Exception {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    ChatId chat = anna.client().chatWith(boris.login()).orElseThrow();
    try (RawSocket laptop = registered(target, boris.token());
        RawSocket phone = registered(target, boris.freshDevice().accessToken());
        RawSocket annas = registered(target, anna.freshDevice().accessToken())) {
      long id = anna.client().send(chat, "to all devices").id();
      for (RawSocket socket : new RawSocket[] {laptop, phone, annas}) {
        assertEquals(id, socket.hear("new_message").get("entry").get("id").asLong());
      }
    }
  }

  @Test
  void presence_is_told_to_people_who_talk_and_to_nobody_else(Target target) throws Exception {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    Person clara = Person.register(target, "clara");
    Person dora = Person.register(target, "dora");
    anna.talksWith(boris);
    clara.talksWith(dora);
    try (RawSocket friend = registered(target, anna.token());
        RawSocket stranger = registered(target, clara.token())) {
      try (RawSocket socket = registered(target, boris.token())) {
        socket.sayType("ping").hear("pong");
        JsonNode came = friend.hear("status_update");
        assertEquals(boris.id().value(), came.get("user_id").asText());
        assertTrue(came.get("online").asBoolean());
      }
      JsonNode went = friend.hear("status_update");
      assertFalse(went.get("online").asBoolean());
      assertTrue(went.has("last_seen"));
      // Dora is Clara's contact: had Clara been told of Boris, it would stand before this.
      try (RawSocket contact = registered(target, dora.token())) {
        contact.sayType("ping").hear("pong");
        assertEquals(dora.id().value(), stranger.hear("status_update").get("user_id").asText());
      }
    }
  }

  @Test
  void typing_and_read_marks_reach_the_companion(Target target) throws Exception {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    ChatId chat = anna.talksWith(boris);
    long id = anna.client().send(chat, "read me").id();
    try (RawSocket annas = registered(target, anna.token());
        RawSocket borises = registered(target, boris.token())) {
      borises.say(
          JsonFields.object().put("type", "typing").put("chat_id", chat.value()).toString());
      assertEquals(boris.id().value(), annas.hear("typing").get("user_id").asText());
      borises.say(
          JsonFields.object()
              .put("type", "read")
              .put("chat_id", chat.value())
              .put("id", id)
              .toString());
      assertEquals(id, borises.hear("read_marked").get("id").asLong());
      assertEquals(id, annas.hear("read").get("id").asLong());
    }
  }

  @Test
  void a_stranger_hears_nothing_of_whom_he_wrote_to_until_the_first_answer(Target target)
      throws Exception {
    Person stranger = Person.register(target, "stranger");
    Person anna = Person.register(target, "anna");
    ChatId chat = stranger.client().chatWith(anna.login()).orElseThrow();
    long id = stranger.client().send(chat, "who are you?").id();
    try (RawSocket listening = registered(target, stranger.token());
        RawSocket annas = registered(target, anna.token())) {
      assertTrue(
          listening.sayType("status_register").hear("status_registered").get("contacts").isEmpty());
      annas.say(
          JsonFields.object()
              .put("type", "read")
              .put("chat_id", chat.value())
              .put("id", id)
              .toString());
      annas.hear("read_marked");
      anna.client().send(chat, "somebody who answers");

      assertEquals("new_message", listening.hear().get("type").asText());
      JsonNode there = listening.hear("status_update");
      assertEquals(anna.id().value(), there.get("user_id").asText());
      assertTrue(there.get("online").asBoolean());
    }
  }

  @Test
  void the_end_of_a_session_is_told_to_its_sockets_and_closes_them(Target target) throws Exception {
    Person anna = Person.register(target, "anna");
    String phone = anna.freshDevice().accessToken();
    try (RawSocket socket = registered(target, phone)) {
      anna.client().logout(true);
      socket.hear("session_ended");
      socket.awaitClose();
    }
  }

  @Test
  void register_takes_a_token_of_the_same_session_only(Target target) throws Exception {
    Person anna = Person.register(target, "anna");
    String other = anna.freshDevice().accessToken();
    try (RawSocket socket = registered(target, anna.token())) {
      socket.say(register(anna.token())).hear("registered");
      String refused = socket.say(register(other)).hear("error").get("code").asText();
      assertEquals("unauthorized", refused);
      socket.sayType("ping").hear("pong");
    }
  }

  private static RawSocket registered(Target target, String token) throws InterruptedException {
    RawSocket socket = RawSocket.connect(target, token);
    socket.sayType("register").hear("registered");
    return socket;
  }

  private static String register(String token) {
    return JsonFields.object().put("type", "register").put("token", token).toString();
  }
}
