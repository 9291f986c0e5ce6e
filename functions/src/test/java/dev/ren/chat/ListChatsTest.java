package dev.ren.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.account.TestPeople;
import dev.ren.account.TestPeople.Person;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class ListChatsTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final CallMeter meter = new CallMeter();
  private final TestStores stores = TestStores.on(dynamoDb, meter);
  private final ListChats listChats =
      new ListChats(
          stores.members(),
          new ChatListStore(
              dynamoDb.client(meter),
              dynamoDb.table("HeadsTable"),
              dynamoDb.table("LogTable"),
              dynamoDb.table("AccountsTable")));
  private final TestPeople people = new TestPeople(dynamoDb, meter);
  private final UserId me = TestStores.someone();
  private final TestPeople.Session session = people.logIn(me);

  /** A chat of mine with somebody; {@code messages} of theirs are in it. */
  private ChatId.Direct chat(UserId other, int messages) {
    ChatId.Direct chat =
        me.compareTo(other) < 0 ? new ChatId.Direct(me, other) : new ChatId.Direct(other, me);
    LogEntry.Epoch epoch = TestStores.epoch(chat, 0, 0);
    stores.log().append(epoch);
    stores.heads().create(epoch);
    chat.members().forEach(member -> stores.members().add(member, chat));
    for (int number = 1; number <= messages; number++) {
      append(chat, number, TestStores.message(other, "m" + number, 0, 272));
    }
    return chat;
  }

  private void append(ChatId chat, long number, SealedMessage sealed) {
    LogEntry entry = new LogEntry.Message(chat, number, 0, number, sealed);
    stores.log().append(entry);
    stores.heads().advance(entry);
  }

  private List<ChatSummary> list() {
    return page(Optional.empty()).chats();
  }

  private ListChats.Page page(Optional<ChatId> after) {
    return listChats.page(session.caller(), after);
  }

  @Test
  void a_page_of_fifty_costs_three_calls_with_the_session_and_the_cursor_leads_on() {
    for (int i = 0; i < 53; i++) {
      chat(TestStores.someone(), 1);
    }
    meter.reset();

    ListChats.Page first = page(Optional.empty());

    assertEquals(List.of("Query", "BatchGetItem", "BatchGetItem"), meter.operations());
    assertEquals(50, first.chats().size());
    // 0.5 RRU for each head and newest entry, for each 4 KB of rows, for the session and its floor,
    // and for each profile, which are absent here but asked for.
    assertTrue(meter.readUnits() <= 78, "read units: " + meter.readUnits());
    ListChats.Page second = page(first.next());
    assertEquals(3, second.chats().size());
    assertTrue(second.next().isEmpty());
    List<String> all = new ArrayList<>();
    first.chats().forEach(chat -> all.add(chat.head().chat().value()));
    second.chats().forEach(chat -> all.add(chat.head().chat().value()));
    assertEquals(53, all.stream().distinct().count());
    assertEquals(all.stream().sorted().toList(), all);
  }

  @Test
  void an_ended_session_is_refused_and_no_message_is_read_for_it() {
    chat(TestStores.someone(), 1);
    session.end();
    meter.reset();

    Problem refused = assertThrows(Problem.class, this::list);

    assertEquals(ErrorCode.UNAUTHORIZED, refused.code());
    assertEquals(List.of("Query", "BatchGetItem"), meter.operations());
  }

  @Test
  void an_ended_session_is_refused_an_empty_list_too() {
    session.end();

    assertEquals(ErrorCode.UNAUTHORIZED, assertThrows(Problem.class, this::list).code());
  }

  @Test
  void a_page_of_a_hundred_items_beside_the_session_is_read_in_three_calls() {
    for (int i = 0; i < ListChats.PAGE; i++) {
      ChatId.Group group = stores.group(List.of(me, TestStores.someone()));
      append(group, 1, TestStores.message(me, "in a group", 0, 272));
    }
    meter.reset();

    assertEquals(ListChats.PAGE, list().size());
    assertEquals(List.of("Query", "BatchGetItem", "BatchGetItem"), meter.operations());
  }

  @Test
  void a_chat_has_its_companion_its_newest_entry_and_what_is_unread() {
    Person bob = people.register();
    chat(bob.user(), 3);

    ChatSummary summary = list().getFirst();

    assertEquals(bob.user(), summary.companion().orElseThrow().user());
    assertEquals(3, summary.last().orElseThrow().number());
    assertEquals(3, summary.read().unread(summary.head()));
  }

  @Test
  void what_was_read_and_epochs_between_are_not_unread() {
    UserId bob = TestStores.someone();
    ChatId.Direct chat = chat(bob, 4);
    stores.members().moveMark(me, chat, new ReadMark(2, 0));
    LogEntry.Epoch renewed = TestStores.epoch(chat, 5, 1);
    stores.log().append(renewed);
    stores.heads().advance(renewed);

    assertEquals(2, unread());
    stores.members().moveMark(me, chat, new ReadMark(5, 1));
    assertEquals(0, unread());
  }

  @Test
  void sending_reads_what_stood_before() {
    UserId bob = TestStores.someone();
    ChatId.Direct chat = chat(bob, 2);
    append(chat, 3, TestStores.message(me, "answer", 0, 272));
    assertEquals(0, unread());

    append(chat, 4, TestStores.message(bob, "more", 0, 272));
    assertEquals(1, unread());
    assertEquals(3, list().getFirst().read().number());
  }

  private long unread() {
    ChatSummary summary = list().getFirst();
    return summary.read().unread(summary.head());
  }

  @Test
  void a_large_newest_entry_is_left_out_and_not_even_read() {
    ChatId.Direct chat = chat(TestStores.someone(), 0);
    append(chat, 1, TestStores.message(me, "large", 0, 50_000));
    meter.reset();

    assertTrue(list().getFirst().last().isEmpty());
    assertTrue(meter.readUnits() <= 3, "read units: " + meter.readUnits());
  }

  @Test
  void an_entry_that_cannot_be_read_takes_no_chat_away() {
    ChatId.Direct newer = chat(TestStores.someone(), 1);
    ChatId.Direct damaged = chat(TestStores.someone(), 1);
    ChatId.Direct whole = chat(TestStores.someone(), 1);
    store(newer, 2, 400);
    store(damaged, 1, 20);

    List<ChatSummary> chats = list();

    assertEquals(3, chats.size());
    for (ChatSummary summary : chats) {
      assertEquals(summary.head().chat().equals(whole), summary.last().isPresent());
    }
  }

  /** Puts other bytes in the place of a chat's first message. */
  private void store(ChatId chat, int version, int length) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) version;
    dynamoDb
        .client(meter)
        .updateItem(
            request ->
                request
                    .tableName(dynamoDb.table("LogTable"))
                    .key(LogStore.key(new LogStore.Place(chat, 1)))
                    .updateExpression("SET x = :x")
                    .expressionAttributeValues(
                        Map.of(":x", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)))));
  }

  @Test
  void a_creation_that_did_not_finish_is_no_chat_yet() {
    ChatId.Direct unfinished = new ChatId.Direct(me, TestStores.someone());
    stores.members().add(me, unfinished);

    assertTrue(list().isEmpty());
  }

  @Test
  void a_group_is_listed_for_its_members_only() {
    UserId bob = TestStores.someone();
    ChatId.Group mine = stores.group(List.of(me, bob));
    ChatId.Group others = stores.group(List.of(bob, TestStores.someone()));
    stores.members().add(me, others);

    assertEquals(List.of(mine), list().stream().map(chat -> chat.head().chat()).toList());
  }
}
