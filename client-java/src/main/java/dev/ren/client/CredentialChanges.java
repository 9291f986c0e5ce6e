package dev.ren.client;

import dev.ren.client.api.AccountApi;
import dev.ren.client.api.CredentialChange;
import dev.ren.client.api.SessionAnswer;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.Credential;
import dev.ren.client.protocol.Kdf;
import dev.ren.client.protocol.PasswordKeys;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.RecoveryKey;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.Slot;
import dev.ren.client.protocol.State;
import dev.ren.client.protocol.Vault;
import java.util.Optional;

/** Changes of password and keys, each signed by the account key from before it (§7, §13). */
final class CredentialChanges {
  private final ClientEnvironment environment;
  private final RandomSource random;
  private final AccountApi api;
  private final Session session;

  CredentialChanges(ClientEnvironment environment, Session session) {
    this.environment = environment;
    this.random = environment.random();
    this.api = environment.accounts();
    this.session = session;
  }

  record Rotated(Unlocked account, RecoveryKey recoveryKey) {}

  /** A new password: slot 1 is sealed anew, vault and slot 2 stay. */
  Unlocked changePassword(Unlocked account, String current, String changed) {
    Kdf kdf = api.loginParameters(account.login());
    ByteString currentKey = PasswordKeys.derive(current, account.login(), kdf).authKey();
    PasswordKeys next = PasswordKeys.derive(changed, account.login(), kdf);
    CredentialChange change =
        newPassword(account, account.rev() + 1, kdf, next, Optional.of(currentKey));
    SessionAnswer answer = session.call(token -> api.change(token, change));
    return begin(account, next, answer);
  }

  /** A new password with a recovery token in place of the old one. */
  Unlocked recover(Unlocked account, String token, Kdf kdf, String changed) {
    PasswordKeys next = PasswordKeys.derive(changed, account.login(), kdf);
    CredentialChange change = newPassword(account, account.rev() + 1, kdf, next, Optional.empty());
    return begin(account, next, api.change(token, change));
  }

  /** New account keys, vault key and recovery key; the password stays. */
  Rotated rotateKeys(Unlocked account, String password, State state, long stateRev) {
    Kdf kdf = api.loginParameters(account.login());
    PasswordKeys keys = PasswordKeys.derive(password, account.login(), kdf);
    ByteString half = session.call(token -> api.newRecoveryHalf(token, keys.authKey()));
    RecoveryKey recovery = RecoveryKey.create(random, half);
    long rev = account.rev() + 1;
    AccountKeys rotated = account.keys().rotate(random);
    ByteString vaultKey = Vault.newKey(random);
    Sealed vault = Vault.seal(random, vaultKey, rotated, rev);
    Sealed passwordSlot = Slot.PASSWORD.seal(random, keys.wrapKey(), account.user(), rev, vaultKey);
    Sealed recoverySlot =
        Slot.RECOVERY.seal(
            random, recovery.wrapKey(account.login()), account.user(), rev, vaultKey);
    Credential credential =
        new Credential(
            account.user(),
            rev,
            keys.authKey(),
            kdf,
            vault.bytes(),
            passwordSlot.bytes(),
            recoverySlot.bytes(),
            rotated.fingerprint());
    CredentialChange change =
        new CredentialChange(
            rev,
            Optional.of(keys.authKey()),
            keys.authKey(),
            kdf,
            passwordSlot,
            Optional.of(
                new CredentialChange.NewKeys(
                    rotated.identity(),
                    vault,
                    recoverySlot,
                    recovery.authHash(account.login()),
                    state.seal(random, vaultKey, account.user(), stateRev))),
            credential.sign(account.keys().signing()),
            environment.device());
    SessionAnswer answer = session.call(token -> api.change(token, change));
    return new Rotated(begin(account, keys, answer), recovery);
  }

  private CredentialChange newPassword(
      Unlocked account, long rev, Kdf kdf, PasswordKeys next, Optional<ByteString> current) {
    Sealed slot =
        Slot.PASSWORD.seal(random, next.wrapKey(), account.user(), rev, account.vaultKey());
    Credential credential =
        new Credential(
            account.user(),
            rev,
            next.authKey(),
            kdf,
            account.vault().bytes(),
            slot.bytes(),
            account.recoverySlot().bytes(),
            account.keys().fingerprint());
    return new CredentialChange(
        rev,
        current,
        next.authKey(),
        kdf,
        slot,
        Optional.empty(),
        credential.sign(account.keys().signing()),
        environment.device());
  }

  private Unlocked begin(Unlocked account, PasswordKeys keys, SessionAnswer answer) {
    session.begin(answer.access(), answer.refresh());
    return Unlocked.open(account.login(), keys.wrapKey(), answer);
  }
}
