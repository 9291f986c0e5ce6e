package dev.ren.account;

import static dev.ren.account.AccountWorld.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.platform.Authenticator;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.platform.Problem;
import dev.ren.platform.Tokens;
import dev.ren.testkit.DynamoDbLocal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of password, recovery key and account keys, and who may make them. */
class CredentialChangesTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final AccountWorld world = new AccountWorld(dynamoDb);

  @Test
  void a_new_password_ends_every_other_session() {
    TestAccount account = world.register("new_password");
    String before = world.logIn(account).session().accessToken();
    byte[] oldKey = account.authKey;
    ChangeCredentials.Change change = account.newPassword(TestAccount.random(32));

    OpenedAccount opened = world.change(account, oldKey, change);

    Authenticator authenticator = world.platform.authenticator();
    refused(ErrorCode.UNAUTHORIZED, () -> authenticator.caller(before, world.clock.millis()));
    assertEquals(
        account.user(),
        authenticator.caller(opened.session().accessToken(), world.clock.millis()).user());
    refused(
        ErrorCode.WRONG_CREDENTIALS, () -> world.wiring.logIn().logIn(account.login, oldKey, ""));
    world.logIn(account);
  }

  @Test
  void the_servers_half_of_the_recovery_key_alone_takes_nothing_over() {
    TestAccount victim = world.register("victim");
    TestAccount thief = world.register("thief");
    Recover.Recovery recovery = world.wiring.recover().recover(victim.login, victim.recoveryHalf);
    String id = world.platform.tokens().verify(Tokens.Kind.RECOVERY, recovery.token()).id();
    ChangeCredentials.Change signedByThief = thief.newPassword(TestAccount.random(32));

    refused(
        ErrorCode.CREDENTIAL_REFUSED,
        () ->
            world
                .wiring
                .changeCredentials()
                .change(
                    victim.user(),
                    new ChangeCredentials.Warrant.RecoveryToken(id),
                    signedByThief,
                    ""));
    world.logIn(victim);
  }

  @Test
  void a_recovery_token_works_once() {
    TestAccount account = world.register("recovers");
    Recover.Recovery recovery = world.wiring.recover().recover(account.login, account.recoveryHalf);
    String id = world.platform.tokens().verify(Tokens.Kind.RECOVERY, recovery.token()).id();
    var warrant = new ChangeCredentials.Warrant.RecoveryToken(id);
    ChangeCredentials change = world.wiring.changeCredentials();
    change.change(account.user(), warrant, account.newPassword(TestAccount.random(32)), "");

    ChangeCredentials.Change second = account.newPassword(TestAccount.random(32));
    refused(ErrorCode.RECOVERY_EXPIRED, () -> change.change(account.user(), warrant, second, ""));
  }

  @Test
  void an_unknown_login_and_a_wrong_recovery_key_are_not_told_apart() {
    TestAccount account = world.register("wrong_half");
    Recover recover = world.wiring.recover();
    world.meter.reset();

    refused(ErrorCode.RECOVERY_REFUSED, () -> recover.recover(account.login, new byte[10]));
    List<String> wrongHalf = world.meter.operations();
    world.meter.reset();
    refused(
        ErrorCode.RECOVERY_REFUSED,
        () -> recover.recover(Login.parse("nobody_here"), new byte[10]));

    assertEquals(wrongHalf, world.meter.operations());
  }

  @Test
  void new_keys_continue_the_old_ones_and_every_generation_is_kept() {
    TestAccount account = world.register("new_keys");
    byte[] oldKey = account.authKey;

    world.change(account, oldKey, account.newKeys(TestAccount.random(32)));

    List<Identity> chain =
        world.wiring.stores().accounts().identities(account.user(), Optional.of(0L));
    assertEquals(2, chain.size());
    assertArrayEquals(chain.getFirst().fingerprint(), chain.getLast().content().previous());
    assertArrayEquals(
        account.identity.fingerprint(), world.wiring.profiles().of(account.user()).fingerprint());
    assertEquals(
        1, world.wiring.stores().accounts().identities(account.user(), Optional.empty()).size());
  }

  @Test
  void keys_that_the_old_ones_did_not_sign_are_refused() {
    TestAccount account = world.register("stolen_session");
    byte[] oldKey = account.authKey;
    account.signing = TestAccount.keyPair();
    ChangeCredentials.Change change = account.newKeys(TestAccount.random(32));

    Problem refusal = assertThrows(Problem.class, () -> world.change(account, oldKey, change));

    assertTrue(
        List.of(ErrorCode.IDENTITY_REFUSED, ErrorCode.CREDENTIAL_REFUSED).contains(refusal.code()));
    world.wiring.logIn().logIn(account.login, oldKey, "");
  }

  @Test
  void of_two_changes_of_the_same_revision_one_wins() {
    TestAccount account = world.register("cas_race");
    byte[] oldKey = account.authKey;
    ChangeCredentials.Change first = account.newPassword(TestAccount.random(32));
    account.rev--;
    ChangeCredentials.Change second = account.newPassword(TestAccount.random(32));
    ChangeCredentials change = world.wiring.changeCredentials();
    var warrant = new ChangeCredentials.Warrant.CurrentPassword(oldKey);

    change.change(account.user(), warrant, first, "");

    Problem refusal =
        assertThrows(Problem.class, () -> change.change(account.user(), warrant, second, ""));
    assertTrue(List.of(ErrorCode.CONFLICT, ErrorCode.CREDENTIAL_REFUSED).contains(refusal.code()));
  }

  @Test
  void a_recovery_key_is_made_of_the_half_that_its_maker_was_given_or_not_at_all() {
    TestAccount account = world.register("two_tabs");
    RenewRecoveryHalf halves = world.wiring.renewRecoveryHalf();
    ChangeCredentials change = world.wiring.changeCredentials();
    var warrant = new ChangeCredentials.Warrant.CurrentPassword(account.authKey);
    byte[] oneTabs = halves.renew(account.user(), account.authKey);
    byte[] otherTabs = halves.renew(account.user(), account.authKey);

    ChangeCredentials.Change overwritten = account.newRecoveryKey(oneTabs);
    refused(ErrorCode.CONFLICT, () -> change.change(account.user(), warrant, overwritten, ""));
    account.rev--;
    change.change(account.user(), warrant, account.newRecoveryKey(otherTabs), "");

    world.wiring.recover().recover(account.login, otherTabs);
    refused(
        ErrorCode.RECOVERY_REFUSED, () -> world.wiring.recover().recover(account.login, oneTabs));
  }
}
