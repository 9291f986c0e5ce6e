package dev.ren.integration;

import static dev.ren.integration.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.api.AccountApi;
import dev.ren.client.api.ApiException;
import dev.ren.client.api.Http;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.PasswordKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the system that this one re-implements got wrong, one test for each. That the chat list
 * asked 1 + 2N queries is the exception: {@code dev.ren.chat.ListChatsTest} counts the calls, which
 * nothing outside can.
 */
@ExtendWith(Stacks.class)
final class HolesOfTheOriginalTest {
  @Test
  void nothing_about_accounts_messages_or_avatars_works_without_a_token(Target target) {
    Http http = target.http();
    for (String path : List.of("register_step2", "chat/massage", "user/update/avatar")) {
      assertRefused(401, "unauthorized", () -> http.post(path, JsonFields.object()));
    }
    assertRefused(
        401, "unauthorized", () -> http.post("update_password_and_keys", credentialChange()));
    Person anna = Person.register(target, "anna");
    assertRefused(401, "unauthorized", () -> http.get("user/avatar/" + anna.login()));
  }

  @Test
  void the_sender_is_whom_the_token_names_whatever_the_body_says(Target target) {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    ChatId chat = anna.client().chatWith(boris.login()).orElseThrow();
    ObjectNode message =
        badMessage(chat).put("sender_id", anna.id().value()).put("user_id", anna.id().value());

    target.http().post("chat/massage", boris.token(), message);

    JsonNode entries = entries(target, anna, chat);
    assertEquals(boris.id().value(), entries.get(1).get("sender_id").asText());
  }

  @Test
  void who_is_not_in_a_chat_neither_reads_it_nor_writes_to_it_nor_shows_up_in_it(Target target)
      throws Exception {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    Person clara = Person.register(target, "clara");
    ChatId chat = anna.client().chatWith(boris.login()).orElseThrow();

    assertRefused(
        404,
        "chat_not_found",
        () -> target.http().get("chat/" + chat.value() + "/messages", clara.token()));
    assertRefused(
        404,
        "chat_not_found",
        () -> target.http().post("chat/massage", clara.token(), badMessage(chat)));
    try (RawSocket socket = RawSocket.connect(target, clara.token())) {
      for (String type : List.of("typing", "read", "message")) {
        ObjectNode event = badMessage(chat).put("type", type).put("id", 0);
        assertEquals(
            "chat_not_found", socket.say(event.toString()).hear("error").get("code").asText());
      }
    }
  }

  @Test
  void no_path_of_a_file_is_taken_from_an_address(Target target) {
    Person anna = Person.register(target, "anna");
    for (String path :
        List.of(
            "chat/file/..%2f..%2fsecrets.json",
            "chat/file/%2fetc%2fpasswd",
            "user/avatar/..%2f..%2fsecrets.json",
            "user/avatar/%2e%2e%2fsecrets.json",
            "..%2f..%2fsecrets.json")) {
      ApiException e =
          assertThrows(ApiException.class, () -> target.http().get(path, anna.token()), path);
      assertTrue(e.status() >= 400 && e.status() < 500, path + ": " + e);
    }
  }

  @Test
  void the_server_gives_its_half_of_the_access_key_once_and_keeps_a_hash(OwnStack stack)
      throws Exception {
    Person anna = Person.register(stack.target(), "anna");
    String half = anna.recoveryKey().server().toBase64Url();
    try (Store store = stack.store()) {
      String everything = store.dump("nothing").toString();
      assertTrue(everything.contains(anna.login().value()));
      assertFalse(everything.contains(half));
      assertFalse(everything.contains(anna.recoveryKey().client().toBase64Url()));
    }
  }

  @Test
  void neither_password_nor_what_stands_for_it_is_in_a_log(OwnStack stack) throws Exception {
    Person anna = Person.register(stack.target(), "anna");
    AccountApi accounts = new AccountApi(stack.target().http());
    String authKey =
        PasswordKeys.derive(anna.password(), anna.login(), accounts.loginParameters(anna.login()))
            .authKey()
            .toBase64Url();
    anna.freshDevice();
    StringBuilder everything = new StringBuilder();
    try (Stream<Path> logs = Files.list(stack.data().resolve("logs"))) {
      for (Path log : logs.toList()) {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(anna.password()) || text.contains(authKey), log.toString());
        everything.append(text);
      }
    }
    assertFalse(everything.isEmpty(), "nothing was logged");
  }

  @Test
  void an_unknown_login_and_a_wrong_password_get_the_same_answer(Target target) {
    Person anna = Person.register(target, "anna");
    ApiException wrong = loginWith(target, anna.login());
    ApiException unknown = loginWith(target, new Login("nobody_" + Person.unique()));
    assertEquals(401, wrong.status());
    assertEquals(wrong.getMessage(), unknown.getMessage());
  }

  @Test
  void a_file_is_named_by_ids_that_are_parsed_and_never_by_a_path(Target target) {
    Person anna = Person.register(target, "anna");
    for (String path : List.of("chat/upload_chunk/a/b/c/0", "chat/upload_metadata/a/b/c")) {
      assertRefused(
          400, "bad_request", () -> target.http().post(path, anna.token(), JsonFields.object()));
    }
    assertRefused(
        404,
        "not_found",
        () -> target.http().post("chat/file_chunk/a", anna.token(), JsonFields.object()));
  }

  @Test
  void contacts_are_the_people_of_ones_chats_whatever_list_the_client_sends(Target target)
      throws Exception {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    Person clara = Person.register(target, "clara");
    anna.talksWith(boris);
    ObjectNode asked = JsonFields.object().put("type", "status_register");
    asked.putArray("contacts").add(clara.id().value()).add(clara.login().value());
    try (RawSocket socket = RawSocket.connect(target, anna.token())) {
      JsonNode contacts = socket.say(asked.toString()).hear("status_registered").get("contacts");
      assertEquals(1, contacts.size());
      assertEquals(boris.id().value(), contacts.get(0).get("user_id").asText());
    }
  }

  @Test
  void a_second_device_does_not_close_the_first(Target target) throws Exception {
    Person anna = Person.register(target, "anna");
    try (RawSocket first = RawSocket.connect(target, anna.token());
        RawSocket second = RawSocket.connect(target, anna.freshDevice().accessToken())) {
      second.sayType("register").hear("registered");
      first.sayType("register").hear("registered");
      first.sayType("ping").hear("pong");
    }
  }

  @Test
  void what_recovery_calls_exists(Target target) {
    ObjectNode body =
        JsonFields.object().put("login", "nobody_at_all").put("accessKey", "A".repeat(14));
    ApiException e =
        assertThrows(
            ApiException.class, () -> target.http().post("recover_account_by_access_key", body));
    assertNotEquals(404, e.status());
    assertEquals("recovery_refused", e.code());
  }

  private static ObjectNode credentialChange() {
    ObjectNode body =
        JsonFields.object()
            .put("rev", 2)
            .put("current_password", "A".repeat(43))
            .put("password", "A".repeat(43))
            .put("cred_signature", "A".repeat(86));
    body.putObject("kdf")
        .put("algorithm", "argon2id")
        .put("memory_kib", 65_536)
        .put("iterations", 3)
        .put("parallelism", 1);
    body.putObject("password_slot").put("rev", 2).put("sealed", "A".repeat(80));
    return body;
  }

  private static ApiException loginWith(Target target, Login login) {
    ObjectNode body =
        JsonFields.object().put("login", login.value()).put("password", "A".repeat(43));
    return assertThrows(ApiException.class, () -> target.http().post("login", body));
  }

  private static JsonNode entries(Target target, Person reader, ChatId chat) {
    String path = "chat/" + chat.value() + "/messages";
    return Jsons.parse(target.http().get(path, reader.token()).body()).get("entries");
  }

  /** A message that the server takes, as it cannot open it, and that every client refuses. */
  private static ObjectNode badMessage(ChatId chat) {
    return JsonFields.object()
        .put("chat_id", chat.value())
        .put("client_id", Person.unique() + "A".repeat(12))
        .put("epoch", 0)
        .put("after", 0)
        .put("at", 1)
        .put("seen", 0)
        .put("seen_hash", "A".repeat(43))
        .put("nonce", "A".repeat(16))
        .put("ciphertext", "A".repeat(400))
        .put("signature", "A".repeat(86));
  }
}
