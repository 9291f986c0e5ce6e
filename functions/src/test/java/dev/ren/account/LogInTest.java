package dev.ren.account;

import static dev.ren.account.AccountWorld.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.testkit.DynamoDbLocal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logging in, and what lies in the tables for it. */
class LogInTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final AccountWorld world = new AccountWorld(dynamoDb);

  @Test
  void logging_in_gives_back_what_was_sealed() {
    TestAccount account = world.register("gives_back");

    OpenedAccount opened = world.logIn(account);

    assertArrayEquals(account.vault.bytes(), opened.account().credentials().vault().bytes());
    assertArrayEquals(
        account.passwordSlot.bytes(), opened.account().credentials().passwordSlot().bytes());
    assertArrayEquals(account.state.bytes(), opened.state().bytes());
    assertArrayEquals(account.identity.record(), opened.account().identity().record());
  }

  @Test
  void a_log_in_costs_five_reads_and_one_write() {
    TestAccount account = world.register("log_in_cost");
    world.meter.reset();

    world.logIn(account);

    assertEquals(
        List.of("GetItem", "GetItem", "Query", "GetItem", "Query", "PutItem"),
        world.meter.operations());
    assertEquals(1, world.meter.writeUnits());
  }

  @Test
  void an_unknown_login_and_a_wrong_password_are_not_told_apart() {
    TestAccount account = world.register("known_login");
    TestAccount stranger = new TestAccount(Login.parse("unknown_login"));
    account.authKey = TestAccount.random(32);
    world.meter.reset();

    refused(ErrorCode.WRONG_CREDENTIALS, () -> world.logIn(account));
    List<String> wrongPassword = world.meter.operations();
    world.meter.reset();
    refused(ErrorCode.WRONG_CREDENTIALS, () -> world.logIn(stranger));

    assertEquals(wrongPassword, world.meter.operations());
  }

  @Test
  void the_tables_hold_no_vault_slot_or_password_as_it_was_sent() {
    TestAccount account = world.register("sealed_once_more");

    String dump =
        dynamoDb
            .client()
            .scan(scan -> scan.tableName(dynamoDb.table("CredentialsTable")))
            .items()
            .stream()
            .flatMap(item -> item.values().stream())
            .filter(value -> value.b() != null)
            .map(value -> value.b().asString(StandardCharsets.ISO_8859_1))
            .reduce("", String::concat);

    for (byte[] secret :
        List.of(
            account.vault.bytes(),
            account.passwordSlot.bytes(),
            account.recoverySlot.bytes(),
            account.authKey,
            account.recoveryHalf)) {
      assertEquals(-1, dump.indexOf(new String(secret, StandardCharsets.ISO_8859_1)));
    }
  }
}
