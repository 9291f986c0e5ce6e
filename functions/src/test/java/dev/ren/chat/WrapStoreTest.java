package dev.ren.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.platform.ChatId;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WrapStoreTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final CallMeter meter = new CallMeter();
  private final WrapStore store = TestStores.on(dynamoDb, meter).wraps();

  private static List<byte[]> wraps(int count) {
    List<byte[]> wraps = new ArrayList<>();
    for (int place = 0; place < count; place++) {
      wraps.add(ByteBuffer.allocate(WrapStore.WRAP).putInt(place).array());
    }
    return wraps;
  }

  @Test
  void two_members_cost_one_write_unit() {
    ChatId.Direct chat = new ChatId.Direct(TestStores.someone(), TestStores.someone());

    store.put(chat, 0, "attempt", wraps(2));

    assertEquals(List.of("PutItem"), meter.operations());
    assertEquals(1, meter.writeUnits());
  }

  @Test
  void a_thousand_members_cost_42_items_and_at_most_160_write_units() {
    ChatId.Group chat = new ChatId.Group("g." + TestStores.someone().value());

    store.put(chat, 3, "attempt", wraps(1000));

    assertEquals(42, meter.operations().size());
    assertTrue(meter.writeUnits() <= 160, "write units: " + meter.writeUnits());
    LogEntry.Epoch epoch = new LogEntry.Epoch(chat, 9, 3, 1, new byte[0], new byte[64], "attempt");
    for (int place : new int[] {0, 23, 24, 999}) {
      byte[] wrap = store.find(List.of(new WrapStore.Place(epoch, place))).getFirst().orElseThrow();
      assertArrayEquals(wraps(1000).get(place), wrap);
    }
  }

  @Test
  void wraps_of_a_lost_attempt_are_not_those_of_the_winner() {
    ChatId.Direct chat = new ChatId.Direct(TestStores.someone(), TestStores.someone());
    store.put(chat, 0, "loser", wraps(2));
    LogEntry.Epoch winner = new LogEntry.Epoch(chat, 0, 0, 1, new byte[0], new byte[64], "winner");

    assertTrue(store.find(List.of(new WrapStore.Place(winner, 0))).getFirst().isEmpty());
  }
}
