package dev.ren.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ShowTypingTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long NOW = 1_795_123_456_789L;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

  private final CallMeter meter = new CallMeter();
  private final TestStores stores = TestStores.on(dynamoDb, meter);
  private final RecordingNotifier notifier = new RecordingNotifier();
  private final ShowTyping showTyping =
      new ShowTyping(stores.heads(), stores.presences(), notifier, CLOCK);
  private final ChatId.Direct chat = stores.talkingChat();
  private final UserId ann = chat.lower();
  private final UserId bob = chat.higher();

  @Test
  void the_companion_alone_is_told_in_one_call_and_once_a_second() {
    TestSockets.open(stores.presences(), ann, "ann", NOW + 1);
    TestSockets.open(stores.presences(), ann, "ann-phone", NOW + 1);
    TestSockets.open(stores.presences(), bob, "bob", NOW + 1);
    meter.reset();

    show(ann, "ann", chat);
    show(ann, "ann", chat);

    assertEquals(List.of("BatchGetItem"), meter.operations());
    assertEquals(1, notifier.pushes().size());
    var event = notifier.at("bob").getFirst();
    assertEquals("typing", event.string("type"));
    assertEquals(ann.value(), event.string("user_id"));
  }

  @Test
  void a_stranger_who_was_not_answered_neither_shows_typing_nor_sees_it() {
    ChatId.Direct unanswered = stores.directChat();
    UserId stranger = unanswered.lower();
    stores.wrote(unanswered, stranger, 1);
    TestSockets.open(stores.presences(), stranger, "stranger", NOW + 1);
    TestSockets.open(stores.presences(), unanswered.higher(), "victim", NOW + 1);

    show(stranger, "stranger", unanswered);
    show(unanswered.higher(), "victim", unanswered);

    assertTrue(notifier.pushes().isEmpty());
  }

  @Test
  void nobody_is_told_by_people_without_a_chat() {
    UserId eve = TestStores.someone();
    TestSockets.open(stores.presences(), eve, "eve", NOW + 1);
    TestSockets.open(stores.presences(), bob, "bob", NOW + 1);

    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(eve, "eve", chat));
    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(eve, "eve", new ChatId.Direct(bob, eve)));
    assertEquals(ErrorCode.EXPIRED, refusal(ann, "ended", chat));
    assertTrue(notifier.pushes().isEmpty());
  }

  private void show(UserId user, String connectionId, ChatId where) {
    showTyping.show(new Sender(user, Optional.of(connectionId)), where);
  }

  private ErrorCode refusal(UserId user, String connectionId, ChatId where) {
    return assertThrows(Problem.class, () -> show(user, connectionId, where)).code();
  }
}
