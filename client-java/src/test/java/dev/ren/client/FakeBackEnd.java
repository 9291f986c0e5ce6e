package dev.ren.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.FakeServer.Answer;
import dev.ren.client.FakeServer.Call;
import dev.ren.client.api.Wire;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.Credential;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Kdf;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.RecoveryKey;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.SignedIdentity;
import dev.ren.client.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts of the fake server; chats are in {@link FakeChats}. */
final class FakeBackEnd {
  private static final Kdf KDF = Kdf.standard(ByteString.zeros(16));
  private static final ByteString HALF = ByteString.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});

  /** What the server keeps of an account. */
  static final class Account {
    final UserId user;
    final Login login;
    final List<SignedIdentity> identities = new ArrayList<>();
    ByteString authKey;
    long rev;
    @Nullable Sealed vault;
    @Nullable Sealed passwordSlot;
    @Nullable Sealed recoverySlot;
    @Nullable Sealed state;

    Account(UserId user, Login login, ByteString authKey) {
      this.user = user;
      this.login = login;
      this.authKey = authKey;
    }
  }

  final FakeChats chats = new FakeChats();
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<String, Account> tokens = new HashMap<>();
  private int issued;

  synchronized Answer handle(Call call) {
    return switch (call.path()) {
      case "login/parameters" -> loginParameters();
      case "register_step1" -> registerStep1(call);
      case "register_step2" -> registerStep2(call);
      case "login" -> login(call);
      case "recover_account_by_access_key" -> recover(call);
      default -> authenticated(call);
    };
  }

  /** Makes every access token of this login invalid; refresh tokens stay. */
  synchronized void expireTokens() {
    tokens.keySet().removeIf(token -> token.startsWith("access-"));
  }

  private Answer authenticated(Call call) {
    if (call.path().equals("refresh")) {
      return session(Objects.requireNonNull(tokens.get(call.cookie())), false);
    }
    Account caller = tokens.get(call.token());
    if (caller == null) {
      return Answer.problem(401, "unauthorized");
    }
    if (call.path().startsWith("user/") && call.path().endsWith("/identity")) {
      return identity(call);
    }
    return switch (call.path()) {
      case "logout" -> {
        tokens.values().removeIf(account -> account == caller);
        yield Answer.ok(JsonFields.object());
      }
      case "user/state" -> state(call, caller);
      case "user/search" -> search(call);
      case "recovery_half" -> Answer.ok(JsonFields.object().put("accessKey", HALF.toBase64Url()));
      case "update_password_and_keys" -> change(call, caller);
      default -> chats.handle(call, caller.user, this::personOf);
    };
  }

  private static Answer loginParameters() {
    ObjectNode body = JsonFields.object().put("salt", KDF.salt().toBase64Url());
    body.set("kdf", Wire.write(KDF));
    return Answer.ok(body);
  }

  private Answer registerStep1(Call call) {
    Login login = new Login(call.body().text("login"));
    UserId user = new UserId(login.value().repeat(26).substring(0, 25) + "a");
    accounts.put(login.value(), new Account(user, login, call.body().bytes("password")));
    return Answer.ok(
        JsonFields.object()
            .put("user_id", user.value())
            .put("accessKey", HALF.toBase64Url())
            .put("token", "registration-" + login));
  }

  private Answer registerStep2(Call call) {
    JsonFields in = call.body();
    Account account = account(call.token().substring("registration-".length()));
    SignedIdentity identity = Wire.readIdentity(in.fields("identity"));
    account.identities.add(identity);
    account.vault = Wire.readSealed(in.fields("vault"));
    account.passwordSlot = Wire.readSealed(in.fields("password_slot"));
    account.recoverySlot = Wire.readSealed(in.fields("recovery_slot"));
    account.state = Wire.readSealed(in.fields("state"));
    account.rev = 1;
    verifyCredential(account, identity, in.bytes("cred_signature"));
    return session(account, true);
  }

  private Answer login(Call call) {
    Account account = accounts.get(call.body().text("login"));
    if (account == null || !account.authKey.equals(call.body().bytes("password"))) {
      return Answer.problem(401, "wrong_credentials");
    }
    return session(account, true);
  }

  private Answer recover(Call call) {
    Account account = account(call.body().text("login"));
    if (!call.body().bytes("accessKey").equals(HALF)) {
      return Answer.problem(401, "recovery_refused");
    }
    String token = "recovery-" + ++issued;
    tokens.put(token, account);
    ObjectNode body =
        JsonFields.object()
            .put("recovery_token", token)
            .put("user_id", account.user.value())
            .put("password_salt", KDF.salt().toBase64Url())
            .put("rev", account.rev);
    body.set("kdf", Wire.write(KDF));
    body.set("identity", Wire.write(account.identities.getLast()));
    body.set("vault", Wire.write(Objects.requireNonNull(account.vault)));
    body.set("slot", Wire.write(Objects.requireNonNull(account.recoverySlot)));
    return Answer.ok(body);
  }

  private Answer change(Call call, Account account) {
    JsonFields in = call.body();
    boolean recovering = call.token().startsWith("recovery-");
    if (!recovering && !in.bytes("current_password").equals(account.authKey)) {
      return Answer.problem(403, "credential_refused");
    }
    if (in.number("rev") != account.rev + 1) {
      return Answer.problem(409, "conflict");
    }
    account.rev++;
    account.authKey = in.bytes("password");
    account.passwordSlot = Wire.readSealed(in.fields("password_slot"));
    SignedIdentity before = account.identities.getLast();
    in.optionalFields("vault").ifPresent(v -> account.vault = Wire.readSealed(v));
    in.optionalFields("recovery_slot").ifPresent(v -> account.recoverySlot = Wire.readSealed(v));
    in.optionalFields("state").ifPresent(v -> account.state = Wire.readSealed(v));
    in.optionalFields("identity")
        .map(Wire::readIdentity)
        .ifPresent(
            next -> {
              next.verifyAfter(before.identity());
              account.identities.add(next);
            });
    verifyCredential(account, before, in.bytes("cred_signature"));
    tokens.values().removeIf(other -> other == account);
    return session(account, true);
  }

  private static void verifyCredential(
      Account account, SignedIdentity signer, ByteString signature) {
    new Credential(
            account.user,
            account.rev,
            account.authKey,
            KDF,
            Objects.requireNonNull(account.vault).bytes(),
            Objects.requireNonNull(account.passwordSlot).bytes(),
            Objects.requireNonNull(account.recoverySlot).bytes(),
            account.identities.getLast().identity().fingerprint())
        .verify(signer.identity().signingKey(), signature);
  }

  private Answer session(Account account, boolean whole) {
    String token = "access-" + ++issued;
    tokens.put(token, account);
    tokens.put("refresh-" + issued, account);
    ObjectNode body =
        JsonFields.object()
            .put("access_token", token)
            .put("token_type", "Bearer")
            .put("expires_in", 1800)
            .put("session_id", "session");
    if (whole) {
      body.put("user_id", account.user.value())
          .put("login", account.login.value())
          .put("userName", "Name of " + account.login)
          .put("rev", account.rev);
      body.set("identity", Wire.write(account.identities.getLast()));
      body.set("vault", Wire.write(Objects.requireNonNull(account.vault)));
      body.set("slot", Wire.write(Objects.requireNonNull(account.passwordSlot)));
      body.set("recovery_slot", Wire.write(Objects.requireNonNull(account.recoverySlot)));
      body.set("state", Wire.write(Objects.requireNonNull(account.state)));
    }
    return new Answer(200, body.toString(), Optional.of("refresh-" + issued));
  }

  void damageStates() {
    for (Account account : accounts.values()) {
      Sealed stored = Objects.requireNonNull(account.state);
      account.state = new Sealed(stored.rev(), ByteString.zeros(stored.bytes().size()));
    }
  }

  private static Answer state(Call call, Account account) {
    Sealed stored = Objects.requireNonNull(account.state);
    if (call.method().equals("GET")) {
      return Answer.ok(Wire.write(stored));
    }
    Sealed next = Wire.readSealed(call.body());
    if (next.rev() != stored.rev() + 1) {
      return Answer.problem(409, "conflict");
    }
    account.state = next;
    return Answer.ok(JsonFields.object().put("rev", next.rev()));
  }

  private Answer search(Call call) {
    String beginning = call.parameter("q", "");
    List<ObjectNode> found =
        accounts.values().stream()
            .filter(account -> account.login.value().startsWith(beginning))
            .map(account -> personOf(account.user))
            .toList();
    ObjectNode body = JsonFields.object();
    body.set("users", FakeServer.array(found));
    return Answer.ok(body);
  }

  private Answer identity(Call call) {
    UserId user = new UserId(call.path().split("/", -1)[1]);
    Account account = byId(user);
    ObjectNode body =
        JsonFields.object().put("user_id", user.value()).put("login", account.login.value());
    body.set("identities", FakeServer.array(account.identities.stream().map(Wire::write).toList()));
    return Answer.ok(body);
  }

  private ObjectNode personOf(UserId user) {
    Account account = byId(user);
    return JsonFields.object()
        .put("user_id", user.value())
        .put("login", account.login.value())
        .put("userName", "Name of " + account.login)
        .put("fingerprint", account.identities.getLast().identity().fingerprint().toBase64Url());
  }

  /** The account of a user. */
  synchronized Account byId(UserId user) {
    return accounts.values().stream()
        .filter(account -> account.user.equals(user))
        .findFirst()
        .orElseThrow();
  }

  private Account account(String login) {
    return Objects.requireNonNull(accounts.get(login));
  }

  /** What a hostile insider could sell: the server's half. */
  static RecoveryKey guessed() {
    return new RecoveryKey(HALF, ByteString.zeros(16));
  }
}
