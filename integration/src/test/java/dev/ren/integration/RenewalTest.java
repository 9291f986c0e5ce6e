package dev.ren.integration;

import static dev.ren.integration.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ren.client.api.ChatApi;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.EpochRecord;
import dev.ren.client.protocol.Identity;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.NewEpoch;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.SeenPointer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Which renewals of a chat the server refuses, and that a refused one leaves the chat as it was.
 */
@ExtendWith(Stacks.class)
final class RenewalTest {
  private final Person anna;
  private final Person boris;
  private final ChatId chat;
  private final ChatApi api;

  RenewalTest(Target target) {
    this.anna = Person.register(target, "anna");
    this.boris = Person.register(target, "boris");
    this.chat = anna.talksWith(boris);
    this.api = target.environment().chats();
  }

  @Test
  void a_renewal_that_points_beyond_what_its_maker_says_to_have_read_is_refused() {
    NewEpoch next = next(anna, newest());
    long seen = next.epoch().record().seen();

    assertRefused(400, "epoch_refused", () -> api.renew(anna.token(), next, seen - 1));

    assertEquals(List.of("hello", "hello yourself"), Texts.of(boris.freshDevice(), chat));
    assertEquals(1, epochs().size());
    assertEquals(seen + 1, api.renew(anna.token(), next, seen), "its own number is enough");
  }

  @Test
  void a_renewal_that_points_at_what_is_not_there_is_refused() {
    SeenPointer newest = newest();
    NewEpoch next = next(anna, new SeenPointer(newest.number() + 1, newest.hash()));

    assertRefused(400, "epoch_refused", () -> api.renew(anna.token(), next, newest.number() + 100));

    assertEquals(1, epochs().size());
  }

  @Test
  void of_two_renewals_the_second_is_stale_and_its_maker_reads_on() {
    NewEpoch borises = next(boris, newest());
    NewEpoch annas = next(anna, newest());
    long after = newest().number();
    long id = api.renew(boris.token(), borises, after);

    assertRefused(409, "stale_epoch", () -> api.renew(anna.token(), annas, after));

    assertEquals(id, api.renew(boris.token(), borises, after), "a repeat is no second one");
    assertEquals(2, epochs().size());
    anna.client().renewEpoch(chat);
    anna.client().send(chat, "under the third epoch");
    assertEquals(3, epochs().size());
    assertEquals("under the third epoch", Texts.of(boris.client(), chat).getLast());
  }

  private List<ChatApi.EpochInfo> epochs() {
    return api.epochs(anna.token(), chat, 0).epochs();
  }

  private SeenPointer newest() {
    LogItem.Message newest = (LogItem.Message) anna.client().history(chat, 10).getLast();
    return new SeenPointer(newest.id(), newest.hash());
  }

  private NewEpoch next(Person maker, SeenPointer seen) {
    AccountKeys keys = maker.client().account().keys();
    EpochRecord before = epochs().getLast().signed().record();
    List<Identity> members =
        List.of(anna, boris).stream()
            .map(person -> person.client().account().keys().identity().identity())
            .toList();
    return NewEpoch.next(
        RandomSource.of(new SecureRandom()), Clock.systemUTC(), keys, before, members, seen);
  }
}
