package dev.ren.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Environment;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.Secrets;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import dev.ren.testkit.SteppedClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** The use cases on real tables, with a clock that stands still and secrets that rotate at will. */
final class AccountWorld {
  final CallMeter meter;
  final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-23T12:00:00Z"));
  final RotatedSecrets secrets = new RotatedSecrets();
  final Platform platform;
  final AccountWiring wiring;

  AccountWorld(DynamoDbLocal dynamoDb) {
    this(dynamoDb, new CallMeter());
  }

  AccountWorld(DynamoDbLocal dynamoDb, CallMeter meter) {
    this.meter = meter;
    Map<String, String> variables = new HashMap<>();
    for (String table :
        List.of("Heads", "User", "Accounts", "Credentials", "Names", "Connections", "Limits")) {
      variables.put("TABLE_" + table.toUpperCase(Locale.ROOT), dynamoDb.table(table + "Table"));
    }
    variables.put("SECRET_JWT", "jwt");
    variables.put("SECRET_PEPPER", "pepper");
    variables.put("SECRET_SALT", "salt");
    variables.put("AWS_REGION", "eu-north-1");
    variables.put("WEBSOCKET_ENDPOINT", "http://localhost:1/ws");
    platform =
        new Platform(
            new Environment(variables), clock, new SecureRandom(), dynamoDb.client(meter), secrets);
    wiring = new AccountWiring(platform);
  }

  /** An account that has gone through both steps. */
  TestAccount register(String login) {
    TestAccount account = new TestAccount(Login.parse(login));
    Register register = wiring.register();
    Register.Reserved reserved =
        register.reserve(account.login, new UserName("A person"), account.authKey);
    account.reserved(reserved, wiring.passwords().salt(account.login));
    register.activate(register.registration(reserved.token()), account.keys(), "a test");
    return account;
  }

  /** Logs in with the password that the account has. */
  OpenedAccount logIn(TestAccount account) {
    return wiring.logIn().logIn(account.login, account.authKey, "");
  }

  /** Changes credentials with the password that was valid until then. */
  OpenedAccount change(
      TestAccount account, byte[] currentAuthKey, ChangeCredentials.Change change) {
    return wiring
        .changeCredentials()
        .change(
            account.user(),
            new ChangeCredentials.Warrant.CurrentPassword(currentAuthKey),
            change,
            "");
  }

  /** The action must be refused with this code. */
  static void refused(ErrorCode code, Executable action) {
    assertEquals(code, assertThrows(Problem.class, action).code());
  }

  /** Secrets as Secrets Manager keeps them: the newest version first, then the one before. */
  static final class RotatedSecrets implements Secrets {
    private final Map<String, List<Version>> versions = new HashMap<>();

    RotatedSecrets() {
      rotate("jwt");
      versions.put("pepper", List.of(new Version("p", "{\"1\":\"" + "x".repeat(64) + "\"}")));
      versions.put("salt", List.of(new Version("s", "{\"1\":\"" + "y".repeat(64) + "\"}")));
    }

    void rotate(String secret) {
      byte[] bytes = new byte[48];
      new SecureRandom().nextBytes(bytes);
      List<Version> next = new ArrayList<>();
      next.add(new Version(Bytes64.encode(bytes).substring(0, 8), Bytes64.encode(bytes)));
      List<Version> before = versions.getOrDefault(secret, List.of());
      if (!before.isEmpty()) {
        next.add(before.getFirst());
      }
      versions.put(secret, List.copyOf(next));
    }

    @Override
    public List<Version> versions(String secretId) {
      return versions.getOrDefault(secretId, List.of());
    }
  }
}
