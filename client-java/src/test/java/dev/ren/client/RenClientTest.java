package dev.ren.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.FakeServer.Answer;
import dev.ren.client.FakeServer.LostAnswer;
import dev.ren.client.api.ApiException;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.RecoveryKey;
import dev.ren.client.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenClientTest {
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
  void two_people_talk_and_each_reads_everything() {
    ChatId same = bob.chatWith(new Login("ann")).orElseThrow();
    assertEquals(chat, same);
    for (int i = 0; i < 12; i++) {
      bob.send(same, "answer " + i);
    }
    assertEquals(13, talk.texts(ann, 100).size());
    assertEquals(talk.texts(ann, 100), talk.texts(bob, 100));
    assertEquals(ann.safetyNumber(chat), bob.safetyNumber(chat));
  }

  @Test
  void a_fresh_client_logs_in_with_the_password_and_reads_everything() {
    RenClient fresh = talk.fresh("bob");
    assertEquals(List.of("hello"), talk.texts(fresh, 10));
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
            talk.annRegistered.recoveryKey(),
            "a new password");
    assertEquals(List.of("hello"), talk.texts(recovered, 10));
    clients.login(ClientStore.inMemory(), new Login("ann"), "a new password");
    ApiException refused = assertThrows(ApiException.class, () -> talk.fresh("ann"));
    assertEquals("wrong_credentials", refused.code());
  }

  @Test
  void a_changed_password_keeps_keys_and_recovery_key() {
    ann.changePassword(TwoPeople.PASSWORD, "another password");
    assertEquals(List.of("hello"), talk.texts(ann, 10));
    RenClient again = clients.login(ClientStore.inMemory(), new Login("ann"), "another password");
    assertEquals(ann.account().keys(), again.account().keys());
    clients.recover(
        ClientStore.inMemory(),
        new Login("ann"),
        talk.annRegistered.recoveryKey(),
        "third password");
  }

  @Test
  void rotated_keys_read_the_past_and_renew_every_chat() {
    assertEquals(List.of("hello"), talk.texts(bob, 10));
    RecoveryKey next = ann.rotateKeys(TwoPeople.PASSWORD);
    assertNotEquals(talk.annRegistered.recoveryKey(), next);
    ann.send(chat, "with new keys");
    assertEquals(List.of("hello", "with new keys"), talk.texts(bob, 10));
    RenClient recovered =
        clients.recover(ClientStore.inMemory(), new Login("ann"), next, "after the theft");
    assertEquals(List.of("hello", "with new keys"), talk.texts(recovered, 10));
  }

  @Test
  void a_chat_that_cannot_be_renewed_keeps_no_recovery_key_back_and_is_renewed_by_sending() {
    server.tamper(
        (call, honest) ->
            call.method().equals("POST") && call.path().endsWith("/epochs")
                ? Answer.problem(403, "epoch_refused")
                : honest.handle(call));
    RecoveryKey next = ann.rotateKeys(TwoPeople.PASSWORD);
    assertNotEquals(talk.annRegistered.recoveryKey(), next);
    String before = String.join(" ", bob.safetyNumber(chat));
    server.tamper((call, honest) -> honest.handle(call));
    ann.send(chat, "with new keys");
    assertEquals(List.of("hello", "with new keys"), talk.texts(bob, 10));
    assertNotEquals(before, String.join(" ", bob.safetyNumber(chat)));
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
    assertEquals(List.of("hello", "once"), talk.texts(bob, 10));
    assertEquals(0, ann.unsent());
    assertTrue(!talk.pauses.isEmpty());
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
    assertEquals(List.of("hello", "later", "later still"), talk.texts(bob, 10));
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
    assertEquals(List.of("hello", "after the race"), talk.texts(bob, 10));
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
    assertEquals(List.of("hello"), talk.texts(ann, 10));
  }

  @Test
  void two_clients_of_one_account_merge_their_states() {
    RenClient other = talk.fresh("ann");
    talk.register("eve");
    ann.markVerified(bob.account().user());
    UserId eve = other.chatWith(new Login("eve")).orElseThrow().companionOf(ann.account().user());
    RenClient third = talk.fresh("ann");
    assertTrue(third.pin(eve).isPresent());
    assertTrue(third.pin(bob.account().user()).orElseThrow().verified().isPresent());
  }

  @Test
  void a_stranger_enters_the_state_only_when_his_chat_is_opened() {
    RenClient eve = talk.register("eve").client();
    ChatId.Direct chat = eve.chatWith(new Login("bob")).orElseThrow();
    eve.send(chat, "hello");
    UserId stranger = eve.account().user();
    assertEquals(2, bob.log(chat).after(-1).size());
    assertTrue(bob.pin(stranger).isPresent());
    assertTrue(talk.fresh("bob").pin(stranger).isEmpty());

    bob.history(chat, 10);
    RenClient fresh = talk.fresh("bob");
    assertTrue(fresh.pin(stranger).isPresent());
    eve.renewEpoch(chat);
    fresh.log(chat).sync();
    server.backEnd().chats.of(chat).entries.removeLast();
    server.backEnd().chats.of(chat).wraps.removeLast();
    RenClient later = talk.fresh("bob");
    ProtocolException refused = assertThrows(ProtocolException.class, () -> later.log(chat).sync());
    assertEquals(ErrorCode.EPOCH_ROLLBACK, refused.code());
  }
}
