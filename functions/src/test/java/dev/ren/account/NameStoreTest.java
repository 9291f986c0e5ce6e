package dev.ren.account;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.platform.Login;
import dev.ren.platform.UserId;
import dev.ren.testkit.DynamoDbLocal;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the table of logins promises to its callers. */
class NameStoreTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final AccountWorld world = new AccountWorld(dynamoDb);
  private final NameStore names =
      new NameStore(
          dynamoDb.client(),
          dynamoDb.table("NamesTable"),
          new AccountSealer(world.platform.peppers(), new SecureRandom()));

  @Test
  void a_reservation_whose_answer_was_lost_can_be_written_again_and_another_cannot() {
    assertTrue(names.reserve(reservation("first"), NOW));
    assertTrue(names.reserve(reservation("first"), NOW));
    assertFalse(names.reserve(reservation("second"), NOW));
  }

  private static NameStore.Reservation reservation(String tokenId) {
    return new NameStore.Reservation(
        Login.parse("written_twice"),
        UserId.parse("a".repeat(26)),
        tokenId,
        NOW.plusSeconds(900),
        "A",
        new byte[32],
        new byte[32],
        new byte[32]);
  }
}
