package dev.ren.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.testkit.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When sessions end, and that none escapes. */
class SessionsTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final AccountWorld world = new AccountWorld(dynamoDb);
  private final Sessions sessions = world.wiring.sessions();
  private final SessionStore rows = world.wiring.stores().sessions();

  private boolean isAlive(Sessions.Opened session) {
    try {
      world.platform.authenticator().caller(session.accessToken(), world.clock.millis());
      return true;
    } catch (Problem ended) {
      assertEquals(ErrorCode.UNAUTHORIZED, ended.code());
      return false;
    }
  }

  private Instant now() {
    return world.clock.instant();
  }

  private void changePassword(TestAccount account) {
    byte[] old = account.authKey;
    world
        .wiring
        .changeCredentials()
        .change(
            account.user(),
            new ChangeCredentials.Warrant.CurrentPassword(old),
            account.newPassword(TestAccount.random(32)),
            "");
  }

  @Test
  void a_session_opened_with_the_old_password_is_dead_even_where_its_row_comes_after_the_change() {
    TestAccount account = world.register("slow_thief");
    changePassword(account);

    Sessions.Opened thief = sessions.open(account.user(), 1, "checked before the change");

    assertEquals(false, isAlive(thief));
    assertThrows(Problem.class, () -> sessions.refresh(thief.refreshToken()));
    assertEquals(1, sessions.list(account.user()).size());
  }

  @Test
  void a_session_of_the_newest_credentials_lives_through_its_refreshes() {
    TestAccount account = world.register("newest_lives");
    changePassword(account);
    Sessions.Opened session = sessions.open(account.user(), 2, "");

    assertTrue(isAlive(sessions.refresh(session.refreshToken())));
  }

  @Test
  void the_tables_and_the_signing_key_together_make_no_refresh_token() {
    UserId user = world.register("leaked").user();
    Sessions.Opened session = sessions.open(user, 1, "");
    SessionStore.Session row = rows.find(user, session.sessionId(), now()).orElseThrow();
    byte[] guess = Arrays.copyOf(row.secretHash(), 16);

    String forged =
        new RefreshTokens(world.platform.tokens())
            .issue(new RefreshTokens.Refresh(user, row.id(), row.counter(), guess));

    assertThrows(Problem.class, () -> sessions.refresh(forged));
    assertTrue(isAlive(sessions.refresh(session.refreshToken())));
  }

  @Test
  void a_refresh_token_is_good_through_one_rotation_of_its_key_and_no_more() {
    UserId user = world.register("rotated").user();
    Sessions.Opened first = sessions.open(user, 1, "");
    world.secrets.rotate("jwt");
    Sessions.Opened second = sessions.refresh(first.refreshToken());
    world.secrets.rotate("jwt");

    assertThrows(Problem.class, () -> sessions.refresh(first.refreshToken()));
    assertTrue(isAlive(sessions.refresh(second.refreshToken())));
  }

  @Test
  void an_old_refresh_token_cannot_be_counted_up() {
    UserId user = world.register("counted_up").user();
    Sessions.Opened session = sessions.open(user, 1, "");
    sessions.refresh(session.refreshToken());

    String newer = session.refreshToken().replaceFirst("\\.0\\.", ".1.");

    assertThrows(Problem.class, () -> sessions.refresh(newer));
  }

  @Test
  void of_more_than_fifty_sessions_the_one_unused_for_longest_ends() {
    UserId user = world.register("many_browsers").user();
    Sessions.Opened oldest = sessions.open(user, 1, "");
    for (int i = 0; i < 48; i++) {
      world.clock.pass(Duration.ofSeconds(1));
      sessions.open(user, 1, "");
    }
    world.clock.pass(Duration.ofSeconds(1));
    sessions.refresh(oldest.refreshToken());
    List<String> before = sessions.list(user).stream().map(SessionStore.Session::id).toList();
    assertEquals(50, before.size());

    sessions.open(user, 1, "");

    assertEquals(50, sessions.list(user).size());
    assertTrue(isAlive(oldest));
  }

  @Test
  void everywhere_reaches_what_is_behind_the_first_megabyte() {
    UserId user = world.register("piled_up").user();
    for (int i = 0; i < 12; i++) {
      RefreshTokens.Refresh row =
          new RefreshTokens.Refresh(user, "session-" + i, 0, TestAccount.random(16));
      rows.open(row, 1, "x".repeat(100_000), world.clock.instant());
    }

    sessions.endAll(user, session -> true);

    assertEquals(List.of(), rows.all(user));
  }
}
