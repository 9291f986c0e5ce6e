package dev.ren.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.FakeServer.Answer;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.Pin;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.State;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a client does when the server is not honest. */
class TamperingTest {
  private final TwoPeople talk = new TwoPeople();
  private final FakeServer server = talk.server;
  private final RenClients clients = talk.clients;
  private final RenClient ann = talk.ann;
  private final RenClient bob = talk.bob;
  private final ChatId.Direct chat = talk.chat;

  @AfterEach
  void stop() {
    talk.close();
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
  void a_swapped_key_is_noticed_by_a_client_that_has_pinned_and_by_a_fresh_one() {
    AccountKeys forged =
        AccountKeys.create(
            RandomSource.of(new SecureRandom()), bob.account().user(), new Login("bob"));
    var identities = server.backEnd().byId(bob.account().user()).identities;
    var honest = List.copyOf(identities);
    identities.clear();
    identities.add(forged.identity());
    assertCode(ErrorCode.IDENTITY_CHANGED, () -> ann.openChat(bob.account().user()));
    RenClient fresh = talk.fresh("ann");
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
    RenClient fresh = talk.fresh("ann");
    assertCode(ErrorCode.EPOCH_ROLLBACK, () -> fresh.history(chat, 10));
  }

  @Test
  void an_older_state_is_refused_by_a_client_that_knows_better() {
    ClientStore store = ClientStore.inMemory();
    clients.login(store, new Login("ann"), TwoPeople.PASSWORD);
    var account = server.backEnd().byId(ann.account().user());
    var old = Objects.requireNonNull(account.state);
    ann.markVerified(bob.account().user());
    clients.resume(store);
    account.state = old;
    assertCode(ErrorCode.STATE_ROLLBACK, () -> clients.resume(store));
  }

  @Test
  void an_older_state_is_refused_after_a_log_out_too() {
    ClientStore store = ClientStore.inMemory();
    var account = server.backEnd().byId(ann.account().user());
    var old = Objects.requireNonNull(account.state);
    ann.markVerified(bob.account().user());
    clients.login(store, new Login("ann"), TwoPeople.PASSWORD);
    clients.logout(store, false);
    account.state = old;
    assertCode(
        ErrorCode.STATE_ROLLBACK, () -> clients.login(store, new Login("ann"), TwoPeople.PASSWORD));
  }

  @Test
  void a_state_that_does_not_open_waits_for_the_persons_decision() {
    ann.markVerified(bob.account().user());
    server.damageStates();
    ClientStore store = ClientStore.inMemory();
    assertThrows(
        StateRefused.class, () -> clients.login(store, new Login("ann"), TwoPeople.PASSWORD));
    assertThrows(StateRefused.class, () -> clients.resume(store));
    assertEquals(State.empty(), clients.goOnWithoutState(store));
    assertEquals(Optional.empty(), clients.resume(store).pin(bob.account().user()));
  }

  @Test
  void an_older_state_takes_the_place_of_the_newer_one_at_the_persons_word_only() {
    ClientStore store = ClientStore.inMemory();
    ann.markVerified(bob.account().user());
    var account = server.backEnd().byId(ann.account().user());
    var old = Objects.requireNonNull(account.state);
    ann.keepKnownKey(bob.account().user());
    clients.login(store, new Login("ann"), TwoPeople.PASSWORD);
    account.state = old;
    assertThrows(StateRefused.class, () -> clients.resume(store));
    clients.goOnWithoutState(store);
    Pin left = clients.resume(store).pin(bob.account().user()).orElseThrow();
    assertEquals(Optional.of(left.fingerprint()), left.verified());
  }

  @Test
  void an_older_credential_record_is_refused_after_a_log_out_too() {
    ClientStore store = ClientStore.inMemory();
    RenClient client = clients.login(store, new Login("ann"), TwoPeople.PASSWORD);
    client.changePassword(TwoPeople.PASSWORD, "another password");
    clients.logout(store, false);
    server.backEnd().byId(ann.account().user()).rev--;
    assertCode(
        ErrorCode.STATE_ROLLBACK, () -> clients.login(store, new Login("ann"), "another password"));
  }

  @Test
  void a_cost_that_the_server_lowers_is_refused_before_anything_is_derived() {
    server.tamper(
        (call, honest) ->
            call.path().equals("login/parameters")
                ? weak(honest.handle(call))
                : honest.handle(call));
    assertCode(ErrorCode.KDF_REFUSED, () -> talk.fresh("ann"));
  }

  @Test
  void another_accounts_vault_is_refused() {
    var stored = server.backEnd().byId(ann.account().user());
    stored.vault = server.backEnd().byId(bob.account().user()).vault;
    assertCode(ErrorCode.VAULT_REFUSED, () -> talk.fresh("ann"));
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
