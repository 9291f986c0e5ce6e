package dev.ren.client;

import dev.ren.client.api.AccountApi;
import dev.ren.client.api.SessionAnswer;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.Credential;
import dev.ren.client.protocol.Kdf;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.PasswordKeys;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.RecoveryKey;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.Slot;
import dev.ren.client.protocol.State;
import dev.ren.client.protocol.UserId;
import dev.ren.client.protocol.Vault;
import java.util.Optional;

/** Opens accounts (§13): each method answers with a client whose session has begun. */
public final class RenClients {
  private final ClientEnvironment environment;
  private final RandomSource random;
  private final AccountApi api;

  /** Opens accounts in an environment. */
  public RenClients(ClientEnvironment environment) {
    this.environment = environment;
    this.random = environment.random();
    this.api = environment.accounts();
  }

  /**
   * A new account.
   *
   * @param recoveryKey for the person to keep; nothing else can show it again
   */
  public record Registered(RenClient client, RecoveryKey recoveryKey) {}

  /** Registers an account and opens it. */
  public Registered register(ClientStore store, Login login, String userName, String password) {
    Kdf kdf = api.loginParameters(login);
    PasswordKeys passwordKeys = PasswordKeys.derive(password, login, kdf);
    AccountApi.Reservation reservation =
        api.registerStep1(login, userName, passwordKeys.authKey(), kdf);
    UserId user = reservation.user();
    RecoveryKey recovery = RecoveryKey.create(random, reservation.accessKey());
    AccountKeys keys = AccountKeys.create(random, user, login);
    ByteString vaultKey = Vault.newKey(random);
    Sealed vault = Vault.seal(random, vaultKey, keys, 1);
    Sealed passwordSlot = Slot.PASSWORD.seal(random, passwordKeys.wrapKey(), user, 1, vaultKey);
    Sealed recoverySlot = Slot.RECOVERY.seal(random, recovery.wrapKey(login), user, 1, vaultKey);
    Credential credential =
        new Credential(
            user,
            1,
            passwordKeys.authKey(),
            kdf,
            vault.bytes(),
            passwordSlot.bytes(),
            recoverySlot.bytes(),
            keys.fingerprint());
    AccountApi.NewAccount account =
        new AccountApi.NewAccount(
            keys.identity(),
            vault,
            passwordSlot,
            recoverySlot,
            State.empty().seal(random, vaultKey, user, 1),
            credential.sign(keys.signing()));
    SessionAnswer answer = api.registerStep2(reservation.token(), account, environment.device());
    return new Registered(begin(store, login, passwordKeys, answer), recovery);
  }

  /** Opens an account with its password. */
  public RenClient login(ClientStore store, Login login, String password) {
    PasswordKeys keys = PasswordKeys.derive(password, login, api.loginParameters(login));
    SessionAnswer answer = api.login(login, keys.authKey(), environment.device());
    return begin(store, login, keys, answer);
  }

  /** Opens an account with its recovery key and gives it a new password; all sessions end. */
  public RenClient recover(
      ClientStore store, Login login, RecoveryKey recoveryKey, String newPassword) {
    AccountApi.Recovery recovery = api.recover(login, recoveryKey.server());
    new RevisionMarks(store).requireCredential(recovery.user(), recovery.rev());
    ByteString vaultKey =
        Slot.RECOVERY.open(recoveryKey.wrapKey(login), recovery.user(), recovery.slot());
    Unlocked found =
        new Unlocked(
            recovery.user(),
            login,
            "",
            vaultKey,
            Vault.open(vaultKey, recovery.user(), login, recovery.vault()),
            recovery.vault(),
            recovery.slot(),
            recovery.rev());
    forgetAnother(store, recovery.user());
    Session session = new Session(environment, store);
    Unlocked account =
        new CredentialChanges(environment, session)
            .recover(found, recovery.token(), recovery.kdf(), newPassword);
    return opened(store, session, account);
  }

  /** Goes on with the session in a store; {@link NotLoggedIn} if there is none. */
  public RenClient resume(ClientStore store) {
    return opened(store, new Session(environment, store), kept(store));
  }

  /**
   * The person's decision after {@link StateRefused}: goes on with what opens of the server's
   * state, however old, else with an empty one. Pins, verified marks and decisions that are not in
   * it are forgotten.
   *
   * @return the state from now on
   */
  public State goOnWithoutState(ClientStore store) {
    return StateSync.replace(environment, store, new Session(environment, store), kept(store));
  }

  /** Ends the session in a store, or all of its account, and forgets what the store holds. */
  public void logout(ClientStore store, boolean everywhere) {
    new Session(environment, store).logout(everywhere);
  }

  private RenClient begin(ClientStore store, Login login, PasswordKeys keys, SessionAnswer answer) {
    new RevisionMarks(store).requireCredential(answer.user(), answer.rev());
    forgetAnother(store, answer.user());
    Session session = new Session(environment, store);
    session.begin(answer.access(), answer.refresh());
    Unlocked account = Unlocked.open(login, keys.wrapKey(), answer);
    return client(store, session, account, answer.state());
  }

  /** A store keeps one account; what it knows of the same account, it must not forget. */
  private static void forgetAnother(ClientStore store, UserId user) {
    if (!Unlocked.userIn(store).equals(Optional.of(user))) {
      new RevisionMarks(store).forgetTheRest();
    }
  }

  private RenClient opened(ClientStore store, Session session, Unlocked account) {
    return client(store, session, account, session.call(api::state));
  }

  /** The store holds the account before its state is opened: whose state is refused can go on. */
  private RenClient client(
      ClientStore store, Session session, Unlocked account, Sealed sealedState) {
    account.keepIn(store);
    return new RenClient(environment, store, session, account, sealedState);
  }

  private static Unlocked kept(ClientStore store) {
    return Unlocked.in(store).orElseThrow(NotLoggedIn::new);
  }
}
