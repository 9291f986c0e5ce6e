package dev.ren.account;

import static dev.ren.account.AccountWorld.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ren.platform.ErrorCode;
import dev.ren.testkit.DynamoDbLocal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client keeps for itself, sealed. */
class StateTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final AccountWorld world = new AccountWorld(dynamoDb);

  @Test
  void the_state_moves_one_revision_at_a_time() {
    TestAccount account = world.register("state_moves");
    ReplaceState states = world.wiring.replaceState();
    Sealed second = new Sealed(2, new byte[400]);
    Sealed another = new Sealed(2, new byte[500]);

    states.replace(account.user(), second, account.signState(second));

    refused(
        ErrorCode.CONFLICT,
        () -> states.replace(account.user(), another, account.signState(another)));
    assertEquals(400, world.wiring.stores().states().read(account.user()).bytes().length);
  }

  @Test
  void a_stolen_token_overwrites_no_state_without_the_accounts_newest_key() {
    TestAccount account = world.register("state_stolen");
    TestAccount thief = world.register("state_thief");
    ReplaceState states = world.wiring.replaceState();
    Sealed garbage = new Sealed(2, TestAccount.random(200));
    byte[] old = account.signState(garbage);

    refused(
        ErrorCode.CREDENTIAL_REFUSED,
        () -> states.replace(account.user(), garbage, thief.signState(garbage)));
    Sealed other = new Sealed(2, TestAccount.random(200));
    refused(ErrorCode.CREDENTIAL_REFUSED, () -> states.replace(account.user(), other, old));

    byte[] password = account.authKey;
    world.change(account, password, account.newKeys(TestAccount.random(32)));
    refused(ErrorCode.CREDENTIAL_REFUSED, () -> states.replace(account.user(), garbage, old));
    states.replace(account.user(), garbage, account.signState(garbage));
  }
}
