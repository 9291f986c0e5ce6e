package dev.ren.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.chat.LogEntry;
import dev.ren.chat.ReadMark;
import dev.ren.chat.Rosters;
import dev.ren.chat.SealedMessage;
import dev.ren.chat.TestStores;
import dev.ren.file.TestFiles;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SendMessageTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long NOW = 1_795_123_456_789L;
  private static final long MOST_U32 = 0xffff_ffffL;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

  private final CallMeter meter = new CallMeter();
  private final TestStores stores = TestStores.on(dynamoDb, meter);
  private final TestFiles files = new TestFiles(dynamoDb, dynamoDb.client(meter), stores);
  private final RecordingNotifier notifier = new RecordingNotifier();
  private final SendMessage sendMessage =
      new SendMessage(
          stores.heads(),
          stores.presences(),
          new AppendMessage(stores.log(), files.attachFiles(), CLOCK, Integer.MAX_VALUE),
          new Rosters(stores.log()),
          notifier,
          CLOCK);

  private final ChatId.Direct chat = stores.directChat();
  private final UserId ann = chat.lower();
  private final UserId bob = chat.higher();

  @Test
  void a_small_text_costs_three_calls_two_write_units_and_one_and_a_half_read_units() {
    TestSockets.open(stores.presences(), ann, "ann", NOW + 1);
    TestSockets.open(stores.presences(), bob, "bob", NOW + 1);
    meter.reset();

    assertEquals(1, sendByRest(text(ann, "one")).number());

    assertEquals(List.of("BatchGetItem", "PutItem", "UpdateItem"), meter.operations());
    assertEquals(1.5, meter.readUnits());
    assertEquals(2, meter.writeUnits());
  }

  /** The ciphertext of a padded plaintext has these sizes (Padmé); the text in it is 43 smaller. */
  @ParameterizedTest
  @CsvSource({"272, 1", "816, 1", "848, 1", "880, 2", "1040, 2", "1872, 2", "1936, 3"})
  void text_up_to_805_bytes_fits_one_write_unit(int ciphertext, int units) {
    meter.reset();

    SealedMessage sealed = TestStores.message(ann, "sized", MOST_U32, MOST_U32, ciphertext);
    stores.log().append(new LogEntry.Message(chat, 99_999_999, 99_999_997, NOW, sealed));

    assertEquals(units, meter.writeUnits());
  }

  @Test
  void numbers_are_dense_and_whoever_sends_has_read() {
    assertEquals(1, sendByRest(text(ann, "one")).number());
    assertEquals(2, sendByRest(text(bob, "two")).number());
    assertEquals(3, sendByRest(text(ann, "three")).number());

    var head = stores.heads().find(chat).orElseThrow();
    assertEquals(3, head.number());
    assertEquals(new ReadMark(3, 0), head.sentBy(ann));
    assertEquals(new ReadMark(2, 0), head.sentBy(bob));
  }

  @Test
  void a_repeat_makes_no_second_message_and_gets_the_same_acknowledgement() {
    LogEntry.Message first = sendByRest(text(ann, "again"));
    sendByRest(text(bob, "between"));

    LogEntry.Message repeat = sendByRest(text(ann, "again"));

    assertEquals(first.number(), repeat.number());
    assertEquals(first.createdAt(), repeat.createdAt());
    assertEquals(3, stores.log().after(chat, -1, 50).entries().size());
  }

  @Test
  void a_repeat_is_pushed_again_since_the_first_push_may_be_lost() {
    TestSockets.open(stores.presences(), bob, "bob", NOW + 1);
    sendByRest(text(ann, "again"));
    sendByRest(text(ann, "again"));

    assertEquals(2, notifier.at("bob").size());
  }

  @Test
  void the_first_answer_tells_both_that_the_other_is_there() {
    TestSockets.open(stores.presences(), ann, "ann", NOW + 1);
    TestSockets.open(stores.presences(), bob, "bob", NOW + 1);
    sendByRest(text(ann, "hello"));
    assertEquals(List.of("new_message", "new_message"), types("ann", "bob"));

    sendByRest(text(bob, "hello yourself"));
    sendByRest(text(ann, "and on"));

    assertEquals(
        List.of("new_message", "new_message", "status_update", "new_message"), types("ann"));
    assertEquals(bob.value(), notifier.at("ann").get(2).string("user_id"));
    assertEquals(ann.value(), notifier.at("bob").get(2).string("user_id"));
  }

  private List<String> types(String... sockets) {
    return Arrays.stream(sockets)
        .flatMap(socket -> notifier.at(socket).stream())
        .map(event -> event.string("type"))
        .toList();
  }

  @Test
  void the_same_client_id_with_other_bytes_is_a_conflict() {
    sendByRest(text(ann, "id"));

    refused(ErrorCode.CONFLICT, TestStores.message(ann, "id", 0, 300), 0);
  }

  @Test
  void the_same_client_id_of_two_senders_makes_two_messages() {
    assertEquals(1, sendByRest(text(ann, "id")).number());
    assertEquals(2, sendByRest(text(bob, "id")).number());
  }

  @Test
  void a_message_of_an_old_epoch_is_refused_and_of_the_new_one_taken() {
    sendByRest(text(ann, "old"));
    LogEntry.Epoch renewed = TestStores.epoch(chat, 2, 1);
    assertTrue(stores.log().append(renewed).isEmpty());

    refused(ErrorCode.STALE_EPOCH, text(bob, "late"), 1);

    SealedMessage current = TestStores.message(bob, "late", 1, 272);
    LogEntry.Message sent = sendByRest(current);
    assertEquals(3, sent.number());
    assertEquals(2, sent.epochEntry());
  }

  @Test
  void a_message_that_arrived_before_its_epoch_ended_is_acknowledged_afterwards() {
    LogEntry.Message arrived = sendByRest(text(ann, "in time"));
    LogEntry.Epoch renewed = TestStores.epoch(chat, 2, 1);
    stores.log().append(renewed);
    stores.heads().advance(renewed);

    assertEquals(arrived.number(), sendByRest(text(ann, "in time")).number());
  }

  @Test
  void an_epoch_that_is_not_there_is_refused() {
    refused(ErrorCode.EPOCH_REFUSED, TestStores.message(ann, "early", 1, 272), 0);
  }

  @Test
  void a_pointer_to_an_entry_that_is_not_there_is_refused() {
    SealedMessage ahead = TestStores.message(ann, "ahead", 0, 1, 272);

    refused(ErrorCode.BAD_REQUEST, ahead, 0);
  }

  @Test
  void a_head_that_lags_makes_no_gap_and_no_second_message() {
    for (int number = 1; number <= 9; number++) {
      stores.log().append(entry(number, text(bob, "lost head " + number)));
    }

    assertEquals(10, sendByRest(text(ann, "after the lag")).number());
    assertEquals(4, sendByRest(text(bob, "lost head 4")).number());
    assertEquals(10, stores.heads().find(chat).orElseThrow().number());
  }

  @Test
  void who_is_far_behind_reads_first() {
    for (int number = 1; number <= 501; number++) {
      stores.log().append(entry(number, text(bob, "m" + number)));
    }
    stores.heads().advance(entry(501, text(bob, "m501")));

    refused(ErrorCode.SYNC_FIRST, text(ann, "long away"), 0);
    assertEquals(502, send(rest(ann), text(ann, "caught up"), 501).number());
  }

  @Test
  void strangers_and_unknown_chats_are_not_told_apart() {
    UserId eve = TestStores.someone();
    ChatId.Direct unknown = new ChatId.Direct(ann, eve);

    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(rest(eve), text(eve, "hello"), chat, 0));
    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(rest(ann), text(ann, "hello"), unknown, 0));
    assertEquals(1, stores.log().after(chat, -1, 50).entries().size());
  }

  @Test
  void a_member_whom_an_epoch_behind_the_head_has_removed_writes_nothing_under_it() {
    ChatId.Group group = stores.group(List.of(ann, bob));
    stores.log().append(TestStores.epoch(group, 1, 1, List.of(ann, TestStores.someone())));

    SealedMessage late = TestStores.message(bob, "removed", 1, 272);
    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(rest(bob), late, group, 0));

    SealedMessage current = TestStores.message(ann, "stays", 1, 272);
    assertEquals(2, sendMessage.send(rest(ann), new OutgoingMessage(group, 0, current)).number());
  }

  @Test
  void a_group_is_read_and_written_by_its_members_only() {
    UserId eve = TestStores.someone();
    ChatId.Group group = stores.group(List.of(ann, bob));
    TestSockets.open(stores.presences(), bob, "bob", NOW + 1);

    sendMessage.send(rest(ann), new OutgoingMessage(group, 0, text(ann, "all")));

    assertEquals(1, notifier.at("bob").size());
    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(rest(eve), text(eve, "hello"), group, 0));
  }

  @Test
  void every_other_socket_of_both_is_told_and_an_expired_one_left_to_be_closed() {
    TestSockets.open(stores.presences(), ann, "ann-here", NOW + 1);
    TestSockets.open(stores.presences(), ann, "ann-phone", NOW + 1);
    TestSockets.open(stores.presences(), bob, "bob", NOW + 1);
    TestSockets.open(stores.presences(), bob, "bob-expired", NOW);

    sendMessage.send(socket(ann, "ann-here"), new OutgoingMessage(chat, 0, text(ann, "hi")));

    assertEquals(3, notifier.pushes().size());
    assertEquals(1, notifier.at("bob-expired").size(), "the notifier ends it");
    var event = notifier.at("bob").getFirst();
    assertEquals("new_message", event.string("type"));
    assertEquals(chat.value(), event.string("chat_id"));
    assertEquals(1, event.object("entry").number("id"));
    assertEquals(ann.value(), event.object("entry").string("sender_id"));
    assertEquals(1, notifier.at("ann-phone").size());
  }

  @Test
  void a_socket_that_expired_or_was_ended_is_not_heard() {
    TestSockets.open(stores.presences(), ann, "expired", NOW);

    assertEquals(ErrorCode.EXPIRED, refusal(socket(ann, "expired"), text(ann, "late"), chat, 0));
    assertEquals(ErrorCode.EXPIRED, refusal(socket(ann, "ended"), text(ann, "late"), chat, 0));
    assertEquals(1, stores.log().after(chat, -1, 50).entries().size());
  }

  private LogEntry.Message entry(long number, SealedMessage sealed) {
    return new LogEntry.Message(chat, number, 0, NOW, sealed);
  }

  private static SealedMessage text(UserId sender, String clientId) {
    return TestStores.message(sender, clientId, 0, 272);
  }

  private static Sender rest(UserId user) {
    return new Sender(user, Optional.empty());
  }

  private static Sender socket(UserId user, String connectionId) {
    return new Sender(user, Optional.of(connectionId));
  }

  private LogEntry.Message sendByRest(SealedMessage sealed) {
    return send(rest(sealed.sender()), sealed, 0);
  }

  private LogEntry.Message send(Sender sender, SealedMessage sealed, long after) {
    return sendMessage.send(sender, new OutgoingMessage(chat, after, sealed));
  }

  private void refused(ErrorCode code, SealedMessage sealed, long after) {
    int before = stores.log().after(chat, -1, 1000).entries().size();
    assertEquals(code, refusal(rest(sealed.sender()), sealed, chat, after));
    assertEquals(before, stores.log().after(chat, -1, 1000).entries().size());
  }

  private ErrorCode refusal(Sender sender, SealedMessage sealed, ChatId where, long after) {
    OutgoingMessage message = new OutgoingMessage(where, after, sealed);
    return assertThrows(Problem.class, () -> sendMessage.send(sender, message)).code();
  }
}
