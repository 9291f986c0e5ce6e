package dev.ren.account;

import static dev.ren.account.AccountWorld.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.testkit.DynamoDbLocal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both steps of a registration. */
class RegistrationTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private final AccountWorld world = new AccountWorld(dynamoDb);

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
    refused(ErrorCode.WRONG_CREDENTIALS, () -> world.logIn(account));
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
}
