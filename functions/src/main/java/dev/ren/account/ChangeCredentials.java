package dev.ren.account;

import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.Optional;

/**
 * Changes of password, recovery key or account keys (rule 1): signed by the account key before the
 * change, compare-and-set on the revision, and all sessions end.
 */
final class ChangeCredentials {

  /** Why the caller may change the credentials at all. */
  sealed interface Warrant {
    /** The current auth key, from a session. */
    record CurrentPassword(byte[] authKey) implements Warrant {}

    /** The id of a recovery token, which this change uses up. */
    record RecoveryToken(String id) implements Warrant {}
  }

  /**
   * What a change brings; what is absent stays as it is.
   *
   * @param recoveryHalf the hash of the pending server half that becomes the valid one: named,
   *     since another caller may have asked for another half meanwhile, and a key that nobody holds
   *     opens nothing
   */
  record Change(
      long rev,
      byte[] authKey,
      Sealed passwordSlot,
      Optional<Sealed> recoverySlot,
      Optional<byte[]> recoveryHalf,
      Optional<Sealed> vault,
      Optional<Identity> identity,
      Optional<Sealed> state,
      byte[] signature) {}

  private final AccountStores stores;
  private final PasswordVerifier passwords;
  private final Sessions sessions;

  ChangeCredentials(AccountStores stores, PasswordVerifier passwords, Sessions sessions) {
    this.stores = stores;
    this.passwords = passwords;
    this.sessions = sessions;
  }

  /**
   * Changes the credentials and opens a new session.
   *
   * @throws Problem {@code credential_refused}, {@code recovery_expired}, {@code identity_refused},
   *     {@code conflict}
   */
  OpenedAccount change(UserId user, Warrant warrant, Change change, String device) {
    Account before =
        stores.find(user).orElseThrow(() -> Problem.of(ErrorCode.UNAUTHORIZED, "no such account"));
    requireWarrant(before, warrant);
    requireShape(before, change);
    Credentials next = next(before, change);
    Identity identity = change.identity().orElse(before.identity());
    next.requireSigned(
        user,
        Crypto.sha256(change.authKey()),
        Kdf.bytes(passwords.salt(before.profile().login())),
        identity.fingerprint(),
        before.identity().content().signingKey());
    Profile profile = profile(before, change);
    Account account = new Account(profile, next, identity, CredentialStore.Recovery.none());
    Optional<String> token =
        warrant instanceof Warrant.RecoveryToken used ? Optional.of(used.id()) : Optional.empty();
    CredentialStore.Expected expected = new CredentialStore.Expected(token, change.recoveryHalf());
    if (!stores.writes().change(account, expected, change.identity(), change.state())) {
      throw Problem.of(ErrorCode.CONFLICT, "the credentials have changed meanwhile");
    }
    sessions.endAll(user, session -> true);
    Sealed state = change.state().orElseGet(() -> stores.states().read(user));
    return new OpenedAccount(account, state, sessions.open(user, next.rev(), device));
  }

  private void requirePassword(Account account, byte[] authKey) {
    if (!passwords.matches(account.credentials().verifier(), authKey)) {
      throw Problem.of(ErrorCode.CREDENTIAL_REFUSED, "the current password is another");
    }
  }

  private void requireWarrant(Account before, Warrant warrant) {
    switch (warrant) {
      case Warrant.CurrentPassword password -> requirePassword(before, password.authKey());
      case Warrant.RecoveryToken token -> {
        if (!token.id().equals(before.recovery().token())) {
          throw Problem.of(ErrorCode.RECOVERY_EXPIRED, "the recovery token was used");
        }
      }
    }
  }

  private static void requireShape(Account before, Change change) {
    if (change.rev() != before.credentials().rev() + 1) {
      throw Problem.of(ErrorCode.CONFLICT, "the credentials have changed meanwhile");
    }
    requireRev(change.rev(), Optional.of(change.passwordSlot()));
    requireRev(change.rev(), change.recoverySlot());
    requireRev(change.rev(), change.vault());
    byte[] pending = before.recovery().pendingHash();
    if (change.recoveryHalf().filter(half -> !Crypto.same(half, pending)).isPresent()) {
      throw Problem.of(ErrorCode.CONFLICT, "the pending recovery half is another");
    }
    if (change.recoveryHalf().isPresent() && change.recoverySlot().isEmpty()) {
      throw Problem.badRequest("a new recovery half needs its slot");
    }
    if (change.identity().isPresent() && change.vault().isEmpty()) {
      throw Problem.badRequest("new keys need a new vault");
    }
  }

  /** A blob that is sealed anew carries the revision of the change. */
  private static void requireRev(long rev, Optional<Sealed> sealed) {
    if (sealed.isPresent() && sealed.get().rev() != rev) {
      throw Problem.badRequest("a new blob carries the rev of its change");
    }
  }

  private Credentials next(Account before, Change change) {
    Credentials old = before.credentials();
    return new Credentials(
        change.rev(),
        passwords.make(change.authKey()),
        change.vault().orElse(old.vault()),
        change.passwordSlot(),
        change.recoverySlot().orElse(old.recoverySlot()),
        change.recoveryHalf().orElse(old.recoveryHash()),
        change.signature());
  }

  private static Profile profile(Account before, Change change) {
    Profile old = before.profile();
    if (change.identity().isEmpty()) {
      return old;
    }
    Identity identity = change.identity().get();
    Identity.Content content =
        identity.requireSuccessorOf(before.identity(), old.user(), old.login());
    return new Profile(
        old.user(),
        old.login(),
        old.name(),
        identity.fingerprint(),
        content.generation(),
        old.avatar());
  }
}
