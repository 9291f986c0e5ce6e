package dev.ren.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.platform.Problem;
import dev.ren.platform.Tokens;
import dev.ren.testkit.DynamoDbLocal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

class AccountTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final AccountWorld world = new AccountWorld(dynamoDb);

  private static void refused(ErrorCode code, Executable action) {
    assertEquals(code, assertThrows(Problem.class, action).code());
  }

  private OpenedAccount logIn(TestAccount account) {
    return world.wiring.logIn().logIn(account.login, account.authKey, "");
  }

  @Test
  void an_unfinished_registration_holds_its_login_for_15_minutes() {
    Login login = Login.parse("held_login");
    Register register = world.wiring.register();
    register.reserve(login, new UserName("First"), new byte[32]);

    refused(
        ErrorCode.LOGIN_TAKEN, () -> register.reserve(login, new UserName("Second"), new byte[32]));
    world.clock.pass(Duration.ofMinutes(15));
    register.reserve(login, new UserName("Second"), new byte[32]);
  }

  @Test
  void step_2_needs_the_token_of_the_newest_step_1() {
    TestAccount account = new TestAccount(Login.parse("two_steps"));
    Register register = world.wiring.register();
    Register.Reserved first = register.reserve(account.login, new UserName("A"), account.authKey);
    world.clock.pass(Duration.ofMinutes(16));
    Register.Reserved second = register.reserve(account.login, new UserName("A"), account.authKey);
    account.reserved(second, world.wiring.passwords().salt(account.login));

    refused(
        ErrorCode.REGISTRATION_EXPIRED,
        () -> register.activate(register.registration(first.token()), account.keys(), ""));
    register.activate(register.registration(second.token()), account.keys(), "");
    refused(
        ErrorCode.REGISTRATION_EXPIRED,
        () -> register.activate(register.registration(second.token()), account.keys(), ""));
  }

  @Test
  void an_account_is_active_only_with_an_identity_that_its_keys_signed() {
    TestAccount account = new TestAccount(Login.parse("bad_identity"));
    Register register = world.wiring.register();
    Register.Reserved reserved =
        register.reserve(account.login, new UserName("A"), account.authKey);
    account.reserved(reserved, world.wiring.passwords().salt(account.login));
    Register.Keys keys = account.keys();
    byte[] foreign = TestAccount.sign(TestAccount.keyPair(), keys.identity().record());
    Register.Keys forged =
        new Register.Keys(
            new Identity(keys.identity().record(), foreign, new byte[0]),
            keys.vault(),
            keys.passwordSlot(),
            keys.recoverySlot(),
            keys.state(),
            keys.credentialSignature());

    refused(
        ErrorCode.IDENTITY_REFUSED,
        () -> register.activate(register.registration(reserved.token()), forged, ""));
    refused(ErrorCode.WRONG_CREDENTIALS, () -> logIn(account));
  }

  @Test
  void logging_in_gives_back_what_was_sealed() {
    TestAccount account = world.register("gives_back");

    OpenedAccount opened = logIn(account);

    assertArrayEquals(account.vault.bytes(), opened.account().credentials().vault().bytes());
    assertArrayEquals(
        account.passwordSlot.bytes(), opened.account().credentials().passwordSlot().bytes());
    assertArrayEquals(account.state.bytes(), opened.state().bytes());
    assertArrayEquals(account.identity.record(), opened.account().identity().record());
  }

  @Test
  void a_log_in_costs_four_reads_and_one_write() {
    TestAccount account = world.register("log_in_cost");
    world.meter.reset();

    logIn(account);

    assertEquals(
        List.of("GetItem", "Query", "GetItem", "Query", "PutItem"), world.meter.operations());
    assertEquals(1, world.meter.writeUnits());
  }

  @Test
  void an_unknown_login_and_a_wrong_password_are_not_told_apart() {
    TestAccount account = world.register("known_login");
    TestAccount stranger = new TestAccount(Login.parse("unknown_login"));
    account.authKey = TestAccount.random(32);
    world.meter.reset();

    refused(ErrorCode.WRONG_CREDENTIALS, () -> logIn(account));
    List<String> wrongPassword = world.meter.operations();
    world.meter.reset();
    refused(ErrorCode.WRONG_CREDENTIALS, () -> logIn(stranger));

    assertEquals(wrongPassword, world.meter.operations());
  }

  @Test
  void the_tables_hold_no_vault_slot_or_password_as_it_was_sent() {
    TestAccount account = world.register("sealed_once_more");

    String dump =
        dynamoDb
            .client()
            .scan(scan -> scan.tableName(dynamoDb.table("AccountsTable")))
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

  @Test
  void a_held_login_keeps_no_hash_that_a_guessed_password_could_be_tried_on() {
    byte[] authKey = TestAccount.random(32);
    world.wiring.register().reserve(Login.parse("held_sealed"), new UserName("A"), authKey);

    boolean found =
        dynamoDb
            .client()
            .scan(scan -> scan.tableName(dynamoDb.table("NamesTable")))
            .items()
            .stream()
            .flatMap(item -> item.values().stream())
            .filter(value -> value.b() != null)
            .map(value -> value.b().asString(StandardCharsets.ISO_8859_1))
            .anyMatch(
                value ->
                    value.contains(
                        new String(Crypto.sha256(authKey), StandardCharsets.ISO_8859_1)));

    assertEquals(false, found);
  }

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
    String token = logIn(account).session().accessToken();
    Authenticator authenticator = world.platform.authenticator();

    world.secrets.rotate("jwt");
    assertEquals(account.user(), authenticator.caller(token, world.clock.millis()).user());
    world.secrets.rotate("jwt");
    refused(ErrorCode.UNAUTHORIZED, () -> authenticator.caller(token, world.clock.millis()));

    String other = logIn(account).session().accessToken();
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

  @Test
  void a_new_password_ends_every_other_session() {
    TestAccount account = world.register("new_password");
    String before = logIn(account).session().accessToken();
    byte[] oldKey = account.authKey;
    ChangeCredentials.Change change = account.newPassword(TestAccount.random(32));

    OpenedAccount opened =
        world
            .wiring
            .changeCredentials()
            .change(
                account.user(), new ChangeCredentials.Warrant.CurrentPassword(oldKey), change, "");

    Authenticator authenticator = world.platform.authenticator();
    refused(ErrorCode.UNAUTHORIZED, () -> authenticator.caller(before, world.clock.millis()));
    assertEquals(
        account.user(),
        authenticator.caller(opened.session().accessToken(), world.clock.millis()).user());
    refused(
        ErrorCode.WRONG_CREDENTIALS, () -> world.wiring.logIn().logIn(account.login, oldKey, ""));
    logIn(account);
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
    logIn(victim);
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

    world
        .wiring
        .changeCredentials()
        .change(
            account.user(),
            new ChangeCredentials.Warrant.CurrentPassword(oldKey),
            account.newKeys(TestAccount.random(32)),
            "");

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

    Problem refusal =
        assertThrows(
            Problem.class,
            () ->
                world
                    .wiring
                    .changeCredentials()
                    .change(
                        account.user(),
                        new ChangeCredentials.Warrant.CurrentPassword(oldKey),
                        change,
                        ""));

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

  @Test
  void a_search_finds_active_accounts_by_the_beginning_of_their_login_in_pages() {
    for (int i = 0; i < 22; i++) {
      world.register(String.format(Locale.ROOT, "zz_found_%02d", i));
    }
    world
        .wiring
        .register()
        .reserve(Login.parse("zz_found_pending"), new UserName("Not yet"), new byte[32]);
    Profiles profiles = world.wiring.profiles();
    world.meter.reset();

    Profiles.Page first = profiles.search("zz_found_", Optional.empty());

    assertEquals(List.of("Query", "BatchGetItem"), world.meter.operations());
    assertEquals(20, first.profiles().size());
    Profiles.Page second = profiles.search("zz_found_", first.next());
    assertEquals(2, second.profiles().size());
    refused(
        ErrorCode.BAD_REQUEST,
        () -> profiles.search("zz_f", Optional.of(Login.parse("another_search"))));
  }

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
    world
        .wiring
        .changeCredentials()
        .change(
            account.user(),
            new ChangeCredentials.Warrant.CurrentPassword(password),
            account.newKeys(TestAccount.random(32)),
            "");
    refused(ErrorCode.CREDENTIAL_REFUSED, () -> states.replace(account.user(), garbage, old));
    states.replace(account.user(), garbage, account.signState(garbage));
  }
}
