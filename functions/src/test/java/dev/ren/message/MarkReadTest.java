package dev.ren.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.chat.LogEntry;
import dev.ren.chat.ReadMark;
import dev.ren.chat.TestStores;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.realtime.RecordingNotifier;
import dev.ren.realtime.TestSockets;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MarkReadTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long NOW = 1_795_123_456_789L;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

  private final CallMeter meter = new CallMeter();
  private final TestStores stores = TestStores.on(dynamoDb, meter);
  private final RecordingNotifier notifier = new RecordingNotifier();
  private final MarkRead markRead =
      new MarkRead(
          stores.heads(), stores.presences(), stores.log(), stores.members(), notifier, CLOCK);
  private final ChatId.Direct chat = stores.directChat();
  private final UserId ann = chat.lower();
  private final UserId bob = chat.higher();

  /** Numbers 1 to 3 in epoch 0, epoch 1 at 4, number 5 in it. */
  @BeforeEach
  void fill() {
    for (int number = 1; number <= 3; number++) {
      append(
          new LogEntry.Message(
              chat,
              number,
              0,
              number,
              TestStores.message(number == 2 ? bob : ann, "m" + number, 0, 272)));
    }
    append(TestStores.epoch(chat, 4, 1));
    append(new LogEntry.Message(chat, 5, 4, 5, TestStores.message(ann, "m5", 1, 272)));
  }

  private void append(LogEntry entry) {
    stores.log().append(entry);
    stores.heads().advance(entry);
  }

  private void mark(UserId reader, long number) {
    markRead.mark(new Sender(reader, Optional.empty()), chat, number);
  }

  private ReadMark markOfBob() {
    return stores.members().mark(bob, chat).orElseThrow();
  }

  @Test
  void the_newest_entry_is_marked_in_two_calls() {
    meter.reset();

    mark(bob, 5);

    assertEquals(List.of("BatchGetItem", "UpdateItem"), meter.operations());
    assertEquals(new ReadMark(5, 1), markOfBob());
  }

  @Test
  void a_mark_knows_the_epoch_in_force_where_it_stands() {
    mark(bob, 2);
    assertEquals(new ReadMark(2, 0), markOfBob());

    mark(bob, 4);
    assertEquals(new ReadMark(4, 1), markOfBob());
  }

  @Test
  void a_mark_never_goes_back_and_what_does_not_move_tells_nobody() {
    TestSockets.open(stores.presences(), ann, "ann", NOW + 1);
    mark(bob, 5);
    mark(bob, 3);
    mark(bob, 5);

    assertEquals(new ReadMark(5, 1), markOfBob());
    assertEquals(1, notifier.at("ann").size());
  }

  @Test
  void the_companion_and_the_readers_other_devices_are_told() {
    TestSockets.open(stores.presences(), ann, "ann", NOW + 1);
    TestSockets.open(stores.presences(), bob, "bob-here", NOW + 1);
    TestSockets.open(stores.presences(), bob, "bob-phone", NOW + 1);

    markRead.mark(new Sender(bob, Optional.of("bob-here")), chat, 5);

    var event = notifier.at("ann").getFirst();
    assertEquals("read", event.string("type"));
    assertEquals(chat.value(), event.string("chat_id"));
    assertEquals(bob.value(), event.string("user_id"));
    assertEquals(5, event.number("id"));
    assertEquals(1, notifier.at("bob-phone").size());
    assertTrue(notifier.at("bob-here").isEmpty());
  }

  @Test
  void a_stranger_who_was_not_answered_is_not_told() {
    ChatId.Direct unanswered = stores.directChat();
    UserId victim = unanswered.higher();
    stores.wrote(unanswered, unanswered.lower(), 1);
    TestSockets.open(stores.presences(), unanswered.lower(), "stranger", NOW + 1);
    TestSockets.open(stores.presences(), victim, "victim-phone", NOW + 1);

    markRead.mark(new Sender(victim, Optional.empty()), unanswered, 1);

    assertTrue(notifier.at("stranger").isEmpty());
    assertEquals(1, notifier.at("victim-phone").size());
  }

  @Test
  void an_entry_behind_a_head_that_lags_can_be_read() {
    stores.log().append(new LogEntry.Message(chat, 6, 4, 6, TestStores.message(ann, "m6", 1, 272)));

    mark(bob, 6);

    assertEquals(new ReadMark(6, 1), markOfBob());
  }

  @Test
  void an_entry_that_is_not_there_cannot_be_read() {
    assertEquals(ErrorCode.BAD_REQUEST, refusal(new Sender(bob, Optional.empty()), 6));
    assertEquals(ReadMark.START, markOfBob());
  }

  @Test
  void strangers_find_no_chat_and_ended_sockets_are_not_heard() {
    Sender eve = new Sender(TestStores.someone(), Optional.empty());

    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(eve, 1));
    assertEquals(ErrorCode.EXPIRED, refusal(new Sender(bob, Optional.of("ended")), 1));
  }

  private ErrorCode refusal(Sender reader, long number) {
    return assertThrows(Problem.class, () -> markRead.mark(reader, chat, number)).code();
  }
}
