package dev.ren.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ren.chat.LogEntry;
import dev.ren.chat.Rosters;
import dev.ren.chat.TestStores;
import dev.ren.file.TestFiles;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.realtime.RecordingNotifier;
import dev.ren.testkit.DynamoDbLocal;
import dev.ren.testkit.SteppedClock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A flood ends at a chat's own pace, at no cost for those who write at theirs. */
final class ChatPaceTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final int MOST = 3;

  /** Twenty seconds before a minute ends. */
  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-23T12:00:40Z"));

  private final TestStores stores = TestStores.on(dynamoDb, dynamoDb.client());
  private final SendMessage sendMessage =
      new SendMessage(
          stores.heads(),
          stores.presences(),
          new AppendMessage(
              stores.log(),
              new TestFiles(dynamoDb, dynamoDb.client(), stores).attachFiles(),
              clock,
              MOST),
          new Rosters(stores.log()),
          new RecordingNotifier(),
          clock);
  private final ChatId.Direct chat = stores.directChat();
  private final UserId ann = chat.lower();

  @Test
  void a_chat_takes_so_many_in_a_minute_and_says_how_long_it_lasts() {
    sendThree();

    Problem refused = assertThrows(Problem.class, () -> send("four"));

    assertEquals(ErrorCode.RATE_LIMITED, refused.code());
    assertEquals(20, refused.retryAfterSeconds());
    assertEquals(4, stores.log().after(chat, -1, 50).entries().size());
    clock.pass(20_000);
    assertEquals(4, send("four").number());
  }

  @Test
  void a_repeat_of_what_is_stored_is_acknowledged_all_the_same() {
    sendThree();

    assertEquals(3, send("three").number());
  }

  @Test
  void every_minute_counts_anew_and_other_chats_for_themselves() {
    sendThree();
    clock.pass(60_000);
    send("four");
    send("five");
    send("six");

    assertEquals(ErrorCode.RATE_LIMITED, assertThrows(Problem.class, () -> send("7")).code());
    ChatId.Direct other = stores.directChat();
    OutgoingMessage elsewhere =
        new OutgoingMessage(other, 0, TestStores.message(other.lower(), "one", 0, 272));
    sendMessage.send(new Sender(other.lower(), Optional.empty()), elsewhere);
  }

  private void sendThree() {
    send("one");
    send("two");
    send("three");
  }

  private LogEntry.Message send(String clientId) {
    return sendMessage.send(
        new Sender(ann, Optional.empty()),
        new OutgoingMessage(chat, 0, TestStores.message(ann, clientId, 0, 272)));
  }
}
