package dev.ren.account;

import static dev.ren.account.AccountWorld.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.ren.platform.Authenticator;
import dev.ren.platform.ErrorCode;
import dev.ren.testkit.DynamoDbLocal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Access, refresh and recovery tokens. */
class TokensTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final AccountWorld world = new AccountWorld(dynamoDb);

  @Test
  void the_refresh_token_before_the_newest_gets_the_newest_for_a_minute() {
    Sessions sessions = world.wiring.sessions();
    Sessions.Opened first = sessions.open(world.register("refreshes").user(), 1, "");

    Sessions.Opened second = sessions.refresh(first.refreshToken());
    Sessions.Opened again = sessions.refresh(first.refreshToken());

    assertNotEquals(first.refreshToken(), second.refreshToken());
    assertEquals(second.refreshToken(), again.refreshToken());
  }

  @Test
  void a_refresh_token_that_was_used_before_ends_its_session() {
    Sessions sessions = world.wiring.sessions();
    Sessions.Opened first = sessions.open(world.register("reuses").user(), 1, "");
    Sessions.Opened second = sessions.refresh(first.refreshToken());
    world.clock.pass(Duration.ofSeconds(61));

    refused(ErrorCode.SESSION_REUSED, () -> sessions.refresh(first.refreshToken()));

    refused(ErrorCode.UNAUTHORIZED, () -> sessions.refresh(second.refreshToken()));
    Authenticator authenticator = world.platform.authenticator();
    refused(
        ErrorCode.UNAUTHORIZED,
        () -> authenticator.caller(second.accessToken(), world.clock.millis()));
  }

  @Test
  void an_access_token_lasts_30_minutes_and_through_one_rotation_of_its_key() {
    TestAccount account = world.register("tokens_rotate");
    String token = world.logIn(account).session().accessToken();
    Authenticator authenticator = world.platform.authenticator();

    world.secrets.rotate("jwt");
    assertEquals(account.user(), authenticator.caller(token, world.clock.millis()).user());
    world.secrets.rotate("jwt");
    refused(ErrorCode.UNAUTHORIZED, () -> authenticator.caller(token, world.clock.millis()));

    String other = world.logIn(account).session().accessToken();
    world.clock.pass(Duration.ofMinutes(30).plusSeconds(1));
    refused(ErrorCode.UNAUTHORIZED, () -> authenticator.caller(other, world.clock.millis()));
  }

  @Test
  void a_token_of_one_kind_does_not_pass_for_another() {
    TestAccount account = world.register("token_kinds");
    String recovery = world.wiring.recover().recover(account.login, account.recoveryHalf).token();

    refused(
        ErrorCode.UNAUTHORIZED,
        () -> world.platform.authenticator().caller(recovery, world.clock.millis()));
  }
}
