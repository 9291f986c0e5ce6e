package dev.ren.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.platform.ChatId;
import dev.ren.platform.FileId;
import dev.ren.platform.Items;
import dev.ren.platform.UserId;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** That what is stored comes back as it was, and that nothing else is taken for it. */
final class LogStoreTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long MOST_U32 = 0xffff_ffffL;
  private static final long MOST_AT = (1L << 53) - 1;

  private final Random random = new Random(7);
  private final TestStores stores = TestStores.on(dynamoDb, new CallMeter());
  private final LogStore log = stores.log();
  private final ChatId.Direct chat = stores.directChat();

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private LogEntry.Message message(ChatId where, UserId sender, long number, long large) {
    SealedMessage sealed =
        new SealedMessage(
            sender,
            bytes(16),
            large,
            large == 0 ? 0 : MOST_AT,
            large,
            bytes(32),
            bytes(12),
            bytes(300),
            bytes(64),
            List.of(FileId.of(bytes(16)), FileId.of(bytes(16))));
    return new LogEntry.Message(where, number, large, 1_795_123_456_789L, sealed);
  }

  private void assertComesBack(LogEntry.Message message) {
    assertTrue(log.append(message).isEmpty());

    LogEntry.Message read =
        assertInstanceOf(
            LogEntry.Message.class, log.find(message.chat(), message.number()).orElseThrow());

    assertTrue(read.sealed().isSameAs(message.sealed()));
    assertEquals(message.chat(), read.chat());
    assertEquals(message.number(), read.number());
    assertEquals(message.epochEntry(), read.epochEntry());
    assertEquals(message.createdAt(), read.createdAt());
  }

  @Test
  void a_message_of_either_person_comes_back_to_the_byte_whatever_its_numbers() {
    assertComesBack(message(chat, chat.lower(), 1, 0));
    assertComesBack(message(chat, chat.higher(), 2, 1));
    assertComesBack(message(chat, chat.lower(), MOST_U32, MOST_U32));
  }

  @Test
  void a_message_of_a_group_comes_back_with_its_sender() {
    UserId somebody = TestStores.someone();
    ChatId.Group group = stores.group(List.of(somebody, TestStores.someone()));

    assertComesBack(message(group, somebody, 1, 3));
  }

  @Test
  void of_a_message_that_was_taken_back_its_place_and_the_proof_stay() {
    LogEntry.Message message = message(chat, chat.higher(), 1, 5);
    log.append(message);
    byte[] hash = bytes(32);
    byte[] signature = bytes(64);

    assertTrue(log.remove(message, hash, signature));

    LogEntry.Removed left =
        assertInstanceOf(LogEntry.Removed.class, log.find(chat, 1).orElseThrow());
    assertEquals(chat.higher(), left.sender());
    assertArrayEquals(message.sealed().clientId(), left.clientId());
    assertEquals(5, left.epoch());
    assertEquals(5, left.epochEntry());
    assertEquals(message.createdAt(), left.createdAt());
    assertArrayEquals(hash, left.msgHash());
    assertArrayEquals(signature, left.signature());
    assertEquals(Set.of("c", "n", "i", "m"), item(1).keySet());
    assertFalse(log.remove(message, hash, signature));
  }

  @Test
  void a_number_that_does_not_fit_its_field_is_not_stored_as_another() {
    LogEntry.Message message = message(chat, chat.lower(), 1, MOST_U32 + 1);

    assertThrows(IllegalArgumentException.class, () -> log.append(message));

    assertTrue(log.find(chat, 1).isEmpty());
  }

  @Test
  void an_entry_of_a_layout_that_is_not_known_is_not_guessed_at() {
    LogEntry.Message message = message(chat, chat.lower(), 1, 0);
    Map<String, AttributeValue> item = LogStore.item(message);
    byte[] packed = Items.bytes(item, "x");
    packed[0] = 2;
    item.put("x", AttributeValue.fromB(SdkBytes.fromByteArray(packed)));

    assertThrows(IllegalStateException.class, () -> LogStore.entry(chat, item));
  }

  @Test
  void chats_are_apart_in_the_table() {
    ChatId.Direct other = stores.directChat();
    log.append(message(chat, chat.lower(), 1, 0));

    assertEquals(1, log.after(other, -1, 10).entries().size());
    assertEquals(2, log.after(chat, -1, 10).entries().size());
  }

  private Map<String, AttributeValue> item(long number) {
    return dynamoDb
        .client(new CallMeter())
        .getItem(
            request ->
                request
                    .tableName(dynamoDb.table("LogTable"))
                    .key(LogStore.key(new LogStore.Place(chat, number))))
        .item();
  }
}
