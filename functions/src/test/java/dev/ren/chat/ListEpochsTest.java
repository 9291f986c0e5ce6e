package dev.ren.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ListEpochsTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final CallMeter meter = new CallMeter();
  private final TestStores stores = TestStores.on(dynamoDb, meter);
  private final ListEpochs listEpochs = new ListEpochs(stores.all(), new Rosters(stores.log()));
  private final ChatId.Direct chat = stores.directChat();
  private final UserId ann = chat.lower();

  @Test
  void epochs_come_with_the_readers_wraps_in_three_calls() {
    byte[] annsWrap = new byte[WrapStore.WRAP];
    byte[] bobsWrap = new byte[WrapStore.WRAP];
    bobsWrap[0] = 1;
    stores.wraps().put(chat, 0, "attempt", List.of(annsWrap, bobsWrap));
    meter.reset();

    ListEpochs.Page page = listEpochs.read(chat.higher(), chat, 0);

    assertEquals(List.of("GetItem", "Query", "BatchGetItem"), meter.operations());
    assertEquals(1, page.epochs().getFirst().wrap().orElseThrow()[0]);
    assertEquals(OptionalLong.empty(), page.next());
  }

  @Test
  void fifty_at_most_and_the_number_to_go_on_with() {
    for (int epoch = 1; epoch <= 60; epoch++) {
      LogEntry.Epoch entry = TestStores.epoch(chat, epoch, epoch);
      stores.log().append(entry);
      stores.heads().advance(entry);
    }

    ListEpochs.Page first = listEpochs.read(ann, chat, 0);
    ListEpochs.Page second = listEpochs.read(ann, chat, first.next().orElseThrow());

    assertEquals(50, first.epochs().size());
    assertEquals(50, second.epochs().getFirst().epoch().epoch());
    assertEquals(11, second.epochs().size());
    assertTrue(second.next().isEmpty());
  }

  @Test
  void a_deleted_wrap_leaves_the_record() {
    EpochWithWrap epoch = listEpochs.read(ann, chat, 0).epochs().getFirst();

    assertEquals(0, epoch.epoch().epoch());
    assertTrue(epoch.wrap().isEmpty());
  }

  @Test
  void there_is_nothing_after_the_newest() {
    assertTrue(listEpochs.read(ann, chat, 1).epochs().isEmpty());
    assertTrue(listEpochs.read(ann, chat, 1).next().isEmpty());
  }

  @Test
  void strangers_find_no_chat() {
    UserId eve = TestStores.someone();
    ChatId.Group group = stores.group(chat.members());

    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(eve, chat));
    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(eve, group));
    assertEquals(1, listEpochs.read(ann, group, 0).epochs().size());
  }

  private ErrorCode refusal(UserId reader, ChatId where) {
    return assertThrows(Problem.class, () -> listEpochs.read(reader, where, 0)).code();
  }
}
