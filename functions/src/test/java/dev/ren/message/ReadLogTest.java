package dev.ren.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.chat.LogEntry;
import dev.ren.chat.ReadMark;
import dev.ren.chat.Rosters;
import dev.ren.chat.SealedMessage;
import dev.ren.chat.TestStores;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ReadLogTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final CallMeter meter = new CallMeter();
  private final TestStores stores = TestStores.on(dynamoDb, meter);
  private final ReadLog readLog =
      new ReadLog(stores.heads(), stores.log(), stores.members(), new Rosters(stores.log()));
  private final ChatId.Direct chat = stores.directChat();
  private final UserId ann = chat.lower();
  private final UserId bob = chat.higher();

  private void fill(int messages, int bytes) {
    for (int number = 1; number <= messages; number++) {
      SealedMessage sealed = TestStores.message(ann, "m" + number, 0, bytes);
      LogEntry entry = new LogEntry.Message(chat, number, 0, number, sealed);
      stores.log().append(entry);
      stores.heads().advance(entry);
    }
  }

  private ReadLog.Page read(ReadLog.Range range, int limit) {
    return readLog.read(bob, chat, range, limit);
  }

  private static List<Long> numbers(ReadLog.Page page) {
    return page.entries().stream().map(LogEntry::number).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void a_page_of_fifty_small_messages_costs_three_calls() {
    fill(60, 272);
    stores.wrote(chat, bob, 61);
    meter.reset();

    ReadLog.Page page = read(new ReadLog.Range.Newest(), 50);

    assertEquals(range(12, 61), numbers(page));
    assertEquals(List.of("GetItem", "Query", "GetItem"), meter.operations());
    // 1 for the head, 0.5 for the companion's mark, 1 for every 4 KB of entries.
    assertTrue(meter.readUnits() <= 9, "read units: " + meter.readUnits());
  }

  @Test
  void pages_go_on_in_both_directions_in_the_order_of_numbers() {
    fill(20, 272);

    assertEquals(range(0, 4), numbers(read(new ReadLog.Range.After(-1), 5)));
    assertEquals(range(8, 12), numbers(read(new ReadLog.Range.After(7), 5)));
    assertEquals(range(3, 7), numbers(read(new ReadLog.Range.Before(8), 5)));
    assertEquals(List.of(0L), numbers(read(new ReadLog.Range.Before(1), 5)));
    assertEquals(List.of(), numbers(read(new ReadLog.Range.After(20), 5)));
    assertEquals(List.of(), numbers(read(new ReadLog.Range.Before(0), 5)));
  }

  @Test
  void every_page_tells_the_newest_number_and_how_far_the_other_has_read() {
    fill(7, 272);
    stores.members().moveMark(ann, chat, new ReadMark(5, 0));

    ReadLog.Page page = read(new ReadLog.Range.After(1), 2);

    assertEquals(7, page.head());
    // Ann sent number 7, so she has read what stood before.
    assertEquals(OptionalLong.of(7), page.companionRead());
    assertEquals(
        OptionalLong.of(0), readLog.read(ann, chat, new ReadLog.Range.Newest(), 1).companionRead());
  }

  @Test
  void a_stranger_learns_how_far_the_other_has_read_by_an_answer_only() {
    fill(3, 272);
    stores.members().moveMark(bob, chat, new ReadMark(3, 0));
    ReadLog.Range newest = new ReadLog.Range.Newest();
    assertEquals(OptionalLong.of(0), readLog.read(ann, chat, newest, 1).companionRead());

    stores.wrote(chat, bob, 4);
    stores.wrote(chat, ann, 5);
    stores.members().moveMark(bob, chat, new ReadMark(5, 0));

    assertEquals(OptionalLong.of(5), readLog.read(ann, chat, newest, 1).companionRead());
  }

  @Test
  void large_messages_make_a_page_shorter_without_a_gap() {
    fill(30, SealedMessage.MAX_CIPHERTEXT);

    List<Long> first = numbers(read(new ReadLog.Range.After(-1), 50));
    List<Long> last = numbers(read(new ReadLog.Range.Newest(), 50));

    assertTrue(first.size() < 31 && first.size() > 10, "entries: " + first.size());
    assertEquals(range(0, first.size() - 1), first);
    assertEquals(range(31 - last.size(), 30), last);
  }

  @Test
  void a_head_that_lags_hides_nothing() {
    fill(3, 272);
    stores
        .log()
        .append(new LogEntry.Message(chat, 4, 0, 4, TestStores.message(ann, "unnoted", 0, 272)));

    ReadLog.Page page = read(new ReadLog.Range.Newest(), 2);

    assertEquals(range(3, 4), numbers(page));
    assertEquals(4, page.head());
  }

  @Test
  void strangers_find_no_chat() {
    UserId eve = TestStores.someone();
    ChatId.Group group = stores.group(List.of(ann, bob));

    for (ChatId where : List.of(chat, group, new ChatId.Direct(ann, eve))) {
      Problem refused =
          assertThrows(
              Problem.class, () -> readLog.read(eve, where, new ReadLog.Range.Newest(), 50));
      assertEquals(ErrorCode.CHAT_NOT_FOUND, refused.code());
    }
    assertEquals(
        OptionalLong.empty(),
        readLog.read(ann, group, new ReadLog.Range.Newest(), 50).companionRead());
  }
}
