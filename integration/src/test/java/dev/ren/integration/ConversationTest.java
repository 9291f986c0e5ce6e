package dev.ren.integration;

import static dev.ren.integration.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.ClientStore;
import dev.ren.client.RenClient;
import dev.ren.client.RenClients;
import dev.ren.client.Watch;
import dev.ren.client.protocol.ChatId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job: two people talk. */
@ExtendWith(Stacks.class)
final class ConversationTest {
  @Test
  void two_people_find_each_other_and_talk_over_the_socket(Target target) throws Exception {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    ChatId chat = anna.client().chatWith(boris.login()).orElseThrow();
    Inbox ofAnna = new Inbox();
    Inbox ofBoris = new Inbox();
    try (Watch a = anna.client().watch(ofAnna);
        Watch b = boris.client().watch(ofBoris)) {
      a.awaitConnected();
      b.awaitConnected();

      anna.client().send(chat, "Is anybody there?");
      assertEquals("Is anybody there?", ofBoris.next());
      boris.client().send(chat, "I am.");
      ofAnna.next();
      assertEquals("I am.", ofAnna.next());
    }
    assertEquals(anna.client().safetyNumber(chat), boris.client().safetyNumber(chat));
  }

  @Test
  void a_fresh_device_reads_everything_and_so_does_a_recovered_account(Target target) {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    ChatId chat = anna.client().chatWith(boris.login()).orElseThrow();
    anna.client().send(chat, "one");
    boris.client().send(chat, "two");
    List<String> all = List.of("one", "two");

    assertEquals(all, Texts.of(boris.freshDevice(), chat));

    RenClient recovered =
        new RenClients(target.environment())
            .recover(ClientStore.inMemory(), boris.login(), boris.recoveryKey(), "found it again");
    assertEquals(all, Texts.of(recovered, chat));
    assertRefused(401, "wrong_credentials", boris::freshDevice);
    recovered.send(chat, "three");
    assertEquals(List.of("one", "two", "three"), Texts.of(anna.client(), chat));
  }

  @Test
  void a_chat_that_both_begin_at_once_is_one_chat(Target target) throws Exception {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    Thread other = Thread.startVirtualThread(() -> boris.client().openChat(anna.id()));
    ChatId chat = anna.client().openChat(boris.id());
    other.join();

    anna.client().send(chat, "to both");
    assertEquals(List.of("to both"), Texts.of(boris.client(), chat));
    assertEquals(1, anna.client().chats().size());
  }

  @Test
  void new_account_keys_begin_new_epochs_and_the_history_stays(Target target) {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    ChatId chat = anna.client().chatWith(boris.login()).orElseThrow();
    anna.client().send(chat, "before");

    anna.client().rotateKeys(anna.password());
    anna.client().send(chat, "after");

    assertEquals(List.of("before", "after"), Texts.of(anna.client(), chat));
    assertEquals(List.of("before", "after"), Texts.of(boris.client(), chat));
    assertEquals(List.of("before", "after"), Texts.of(anna.freshDevice(), chat));
  }

  @Test
  void unread_messages_are_counted_until_they_are_marked_read(Target target) {
    Person anna = Person.register(target, "anna");
    Person boris = Person.register(target, "boris");
    ChatId chat = anna.client().chatWith(boris.login()).orElseThrow();
    anna.client().send(chat, "one");
    long last = anna.client().send(chat, "two").id();

    assertEquals(2, boris.client().chats().getFirst().unread());
    boris.client().markRead(chat, last);
    assertEquals(0, boris.client().chats().getFirst().unread());
    assertTrue(boris.client().chats().getFirst().companion().isPresent());
  }
}
