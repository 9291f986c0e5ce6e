package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Environment;
import dev.ren.platform.LiveConnections;
import dev.ren.platform.Peppers;
import dev.ren.platform.Platform;
import dev.ren.platform.RateLimiter;
import dev.ren.realtime.SocketSessions;

/** Puts the use cases of this package together for an environment. */
final class AccountWiring {
  private final Platform platform;
  private final Peppers peppers;

  AccountWiring(Environment environment) {
    this(Platform.of(environment));
  }

  AccountWiring(Platform platform) {
    this.platform = platform;
    this.peppers = platform.peppers();
  }

  Platform platform() {
    return platform;
  }

  Authenticator authenticator() {
    return platform.authenticator();
  }

  RateLimiter rateLimiter() {
    return platform.rateLimiter();
  }

  PasswordVerifier passwords() {
    return new PasswordVerifier(peppers);
  }

  AccountStores stores() {
    AccountSealer sealer = new AccountSealer(peppers, platform.random());
    NameStore names = new NameStore(platform.dynamoDb(), platform.table("TABLE_NAMES"), sealer);
    AccountStore accounts = new AccountStore(platform.dynamoDb(), platform.table("TABLE_ACCOUNTS"));
    CredentialStore credentials =
        new CredentialStore(platform.dynamoDb(), platform.table("TABLE_CREDENTIALS"), sealer);
    String user = platform.table("TABLE_USER");
    StateStore states = new StateStore(platform.dynamoDb(), user);
    SessionStore sessions = new SessionStore(platform.dynamoDb(), user);
    return new AccountStores(
        names,
        accounts,
        credentials,
        sessions,
        states,
        new AccountWriteStore(platform.dynamoDb(), names, accounts, credentials, states, sessions));
  }

  Sessions sessions() {
    LiveConnections connections = SocketSessions.of(platform);
    return new Sessions(
        stores().sessions(),
        new RefreshTokens(platform.tokens()),
        platform.tokens(),
        connections,
        platform.clock(),
        platform.random());
  }

  Register register() {
    return new Register(
        stores(),
        passwords(),
        new RecoveryHalves(platform.random()),
        sessions(),
        platform.tokens(),
        new Register.Entropy(platform.clock(), platform.random()));
  }

  LogIn logIn() {
    return new LogIn(stores(), passwords(), sessions());
  }

  Recover recover() {
    return new Recover(
        stores(), passwords(), platform.tokens(), platform.clock(), platform.random());
  }

  ChangeCredentials changeCredentials() {
    return new ChangeCredentials(stores(), passwords(), sessions());
  }

  RenewRecoveryHalf renewRecoveryHalf() {
    return new RenewRecoveryHalf(stores(), passwords(), new RecoveryHalves(platform.random()));
  }

  ReplaceState replaceState() {
    return new ReplaceState(stores());
  }

  Profiles profiles() {
    return new Profiles(
        stores(), new AvatarStore(platform.dynamoDb(), platform.table("TABLE_USER")));
  }
}
