package dev.ren.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.FakeServer.Answer;
import dev.ren.client.FakeServer.LostAnswer;
import dev.ren.client.api.ApiException;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.RecoveryKey;
import dev.ren.client.protocol.UserId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RenClientTest {
  private static final String PASSWORD = "correct horse";

  private final FakeServer server = new FakeServer();
  private final List<Long> pauses = new ArrayList<>();
  private final ClientEnvironment environment = environment();
  private final RenClients clients = new RenClients(environment);
  private final RenClients.Registered annRegistered = register("ann");
  private final RenClient ann = annRegistered.client();
  private final RenClient bob = register("bob").client();
  private ChatId.Direct chat = ChatId.direct(ann.account().user(), bob.account().user());

  @BeforeEach
  void ann_finds_bob_and_writes() {
    chat = ann.chatWith(new Login("bob")).orElseThrow();
    ann.send(chat, "hello");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void two_people_talk_and_each_reads_everything() {
    ChatId same = bob.chatWith(new Login("ann")).orElseThrow();
    assertEquals(chat, same);
    for (int i = 0; i < 12; i++) {
      bob.send(same, "answer " + i);
    }
    assertEquals(13, texts(ann, 100).size());
    assertEquals(texts(ann, 100), texts(bob, 100));
    assertEquals(ann.safetyNumber(chat), bob.safetyNumber(chat));
  }

  @Test
  void a_fresh_client_logs_in_with_the_password_and_reads_everything() {
    RenClient fresh = clients.login(ClientStore.inMemory(), new Login("bob"), PASSWORD);
    assertEquals(List.of("hello"), texts(fresh, 10));
    assertThrows(
        ApiException.class,
        () -> clients.login(ClientStore.inMemory(), new Login("bob"), "wrong password"));
  }

  @Test
  void the_recovery_key_opens_the_account_and_sets_a_new_password() {
    RenClient recovered =
        clients.recover(
            ClientStore.inMemory(),
            new Login("ann"),
            annRegistered.recoveryKey(),
            "a new password");
    assertEquals(List.of("hello"), texts(recovered, 10));
    clients.login(ClientStore.inMemory(), new Login("ann"), "a new password");
    ApiException refused =
        assertThrows(
            ApiException.class,
            () -> clients.login(ClientStore.inMemory(), new Login("ann"), PASSWORD));
    assertEquals("wrong_credentials", refused.code());
  }

  @Test
  void the_servers_half_alone_recovers_nothing() {
    ProtocolException refused =
        assertThrows(
            ProtocolException.class,
            () ->
                clients.recover(
                    ClientStore.inMemory(),
                    new Login("ann"),
                    FakeBackEnd.guessed(),
                    "a new password"));
    assertEquals(ErrorCode.VAULT_REFUSED, refused.code());
  }

  @Test
  void a_changed_password_keeps_keys_and_recovery_key() {
    ann.changePassword(PASSWORD, "another password");
    assertEquals(List.of("hello"), texts(ann, 10));
    RenClient again = clients.login(ClientStore.inMemory(), new Login("ann"), "another password");
    assertEquals(ann.account().keys(), again.account().keys());
    clients.recover(
        ClientStore.inMemory(), new Login("ann"), annRegistered.recoveryKey(), "third password");
  }

  @Test
  void rotated_keys_read_the_past_and_renew_every_chat() {
    assertEquals(List.of("hello"), texts(bob, 10));
    RecoveryKey next = ann.rotateKeys(PASSWORD);
    assertNotEquals(annRegistered.recoveryKey(), next);
    ann.send(chat, "with new keys");
    assertEquals(List.of("hello", "with new keys"), texts(bob, 10));
    RenClient recovered =
        clients.recover(ClientStore.inMemory(), new Login("ann"), next, "after the theft");
    assertEquals(List.of("hello", "with new keys"), texts(recovered, 10));
  }

  @Test
  void a_lost_acknowledgement_makes_no_second_message() {
    AtomicInteger lost = new AtomicInteger(2);
    server.tamper(
        (call, honest) -> {
          Answer answer = honest.handle(call);
          if (call.path().equals("chat/massage") && lost.getAndDecrement() > 0) {
            throw new LostAnswer();
          }
          return answer;
        });
    ann.send(chat, "once");
    assertEquals(List.of("hello", "once"), texts(bob, 10));
    assertEquals(0, ann.unsent());
    assertTrue(!pauses.isEmpty());
  }

  @Test
  void a_message_that_cannot_be_sent_waits_in_the_outbox_for_a_later_flush() {
    server.tamper((call, honest) -> Answer.problem(503, "unavailable"));
    assertThrows(ApiException.class, () -> ann.send(chat, "later"));
    assertThrows(ApiException.class, () -> ann.send(chat, "later still"));
    assertEquals(2, ann.unsent());
    server.tamper((call, honest) -> honest.handle(call));
    assertEquals(2, ann.flush().size());
    assertEquals(0, ann.unsent());
    assertEquals(List.of("hello", "later", "later still"), texts(bob, 10));
  }

  @Test
  void a_stale_epoch_seals_again_under_the_new_one() {
    AtomicInteger races = new AtomicInteger(1);
    server.tamper(
        (call, honest) -> {
          if (call.path().equals("chat/massage") && races.getAndDecrement() > 0) {
            bob.renewEpoch(chat);
          }
          return honest.handle(call);
        });
    ann.send(chat, "after the race");
    assertEquals(List.of("hello", "after the race"), texts(bob, 10));
  }

  @Test
  void sync_first_reads_the_log_and_sends_the_same_bytes_again() {
    List<String> ids = new ArrayList<>();
    server.tamper(
        (call, honest) -> {
          if (!call.path().equals("chat/massage")) {
            return honest.handle(call);
          }
          ids.add(call.body().text("client_id"));
          return ids.size() == 1 ? Answer.problem(409, "sync_first") : honest.handle(call);
        });
    ann.send(chat, "in time");
    assertEquals(2, ids.size());
    assertEquals(ids.getFirst(), ids.getLast());
  }

  @Test
  void an_expired_access_token_is_renewed_once_and_the_call_repeated() {
    server.backEnd().expireTokens();
    assertEquals(List.of("hello"), texts(ann, 10));
  }

  @Test
  void a_swapped_key_is_noticed_by_a_client_that_has_pinned_and_by_a_fresh_one() {
    AccountKeys forged =
        AccountKeys.create(
            RandomSource.of(new SecureRandom()), bob.account().user(), new Login("bob"));
    var identities = server.backEnd().byId(bob.account().user()).identities;
    var honest = List.copyOf(identities);
    identities.clear();
    identities.add(forged.identity());
    assertCode(ErrorCode.IDENTITY_CHANGED, () -> ann.openChat(bob.account().user()));
    RenClient fresh = clients.login(ClientStore.inMemory(), new Login("ann"), PASSWORD);
    assertCode(ErrorCode.IDENTITY_CHANGED, () -> fresh.openChat(bob.account().user()));
    assertTrue(ann.pin(bob.account().user()).orElseThrow().blocked().isPresent());
    assertCode(ErrorCode.IDENTITY_CHANGED, () -> ann.send(chat, "never sent"));

    identities.clear();
    identities.addAll(honest);
    ann.keepKnownKey(bob.account().user());
    ann.send(chat, "sent again");
  }

  @Test
  void a_withheld_entry_is_a_gap() {
    bob.send(chat, "withheld");
    bob.send(chat, "shown");
    server.tamper(
        (call, honest) -> {
          Answer answer = honest.handle(call);
          return call.path().endsWith("/messages") ? without(answer, 2) : answer;
        });
    assertCode(ErrorCode.GAP, () -> ann.history(chat, 10));
  }

  @Test
  void a_rolled_back_epoch_is_noticed_by_a_fresh_client() {
    ann.renewEpoch(chat);
    FakeChats.Chat stored = server.backEnd().chats.of(chat);
    stored.entries.removeLast();
    stored.wraps.removeLast();
    RenClient fresh = clients.login(ClientStore.inMemory(), new Login("ann"), PASSWORD);
    assertCode(ErrorCode.EPOCH_ROLLBACK, () -> fresh.history(chat, 10));
  }

  @Test
  void an_older_state_is_refused_by_a_client_that_knows_better() {
    ClientStore store = ClientStore.inMemory();
    clients.login(store, new Login("ann"), PASSWORD);
    var account = server.backEnd().byId(ann.account().user());
    var old = Objects.requireNonNull(account.state);
    ann.markVerified(bob.account().user());
    clients.resume(store);
    account.state = old;
    assertCode(ErrorCode.STATE_ROLLBACK, () -> clients.resume(store));
  }

  @Test
  void two_clients_of_one_account_merge_their_states() {
    RenClient other = clients.login(ClientStore.inMemory(), new Login("ann"), PASSWORD);
    register("eve");
    ann.markVerified(bob.account().user());
    UserId eve = other.findUser(new Login("eve")).orElseThrow().user();
    RenClient third = clients.login(ClientStore.inMemory(), new Login("ann"), PASSWORD);
    assertTrue(third.pin(eve).isPresent());
    assertTrue(third.pin(bob.account().user()).orElseThrow().verified().isPresent());
  }

  @Test
  void a_cost_that_the_server_lowers_is_refused_before_anything_is_derived() {
    server.tamper(
        (call, honest) ->
            call.path().equals("login/parameters")
                ? weak(honest.handle(call))
                : honest.handle(call));
    assertCode(
        ErrorCode.KDF_REFUSED,
        () -> clients.login(ClientStore.inMemory(), new Login("ann"), PASSWORD));
  }

  @Test
  void another_accounts_vault_is_refused() {
    var stored = server.backEnd().byId(ann.account().user());
    stored.vault = server.backEnd().byId(bob.account().user()).vault;
    assertCode(
        ErrorCode.VAULT_REFUSED,
        () -> clients.login(ClientStore.inMemory(), new Login("ann"), PASSWORD));
  }

  private RenClients.Registered register(String login) {
    return clients.register(ClientStore.inMemory(), new Login(login), login, PASSWORD);
  }

  private ClientEnvironment environment() {
    ClientEnvironment real = ClientEnvironment.of(server.url(), "test");
    return new ClientEnvironment(
        real.http(),
        real.random(),
        real.clock(),
        duration -> pauses.add(duration.toMillis()),
        "test");
  }

  private List<String> texts(RenClient client, int count) {
    return client.history(chat, count).stream()
        .filter(LogItem.Message.class::isInstance)
        .map(item -> ((Body.Text) ((LogItem.Message) item).body()).text())
        .toList();
  }

  private static void assertCode(ErrorCode code, Executable action) {
    assertEquals(code, assertThrows(ProtocolException.class, action).code());
  }

  private static Answer without(Answer answer, int id) {
    JsonFields in = JsonFields.parse(answer.body());
    ObjectNode body = in.toNode();
    List<ObjectNode> kept =
        in.list("entries", JsonFields::toNode).stream()
            .filter(entry -> entry.get("id").intValue() != id)
            .toList();
    body.set("entries", FakeServer.array(kept));
    return Answer.ok(body);
  }

  private static Answer weak(Answer answer) {
    ObjectNode body = JsonFields.parse(answer.body()).toNode();
    body.putObject("kdf")
        .put("algorithm", "argon2id")
        .put("memory_kib", 8)
        .put("iterations", 1)
        .put("parallelism", 1);
    return Answer.ok(body);
  }
}
