package dev.ren.account;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.platform.Problem;
import dev.ren.platform.Tokens;
import dev.ren.platform.UserId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Registration in two steps: the first holds a login, the second brings the keys. An account exists
 * only after the second, so whoever can be found has an identity.
 */
final class Register {
  private static final Duration HELD = Duration.ofMinutes(15);

  /** What the first step answers. */
  record Reserved(UserId user, byte[] recoveryHalf, String token, Instant expires) {}

  /** What the second step brings. */
  record Keys(
      Identity identity,
      Sealed vault,
      Sealed passwordSlot,
      Sealed recoverySlot,
      Sealed state,
      byte[] credentialSignature) {}

  private final AccountStores stores;
  private final PasswordVerifier passwords;
  private final RecoveryHalves halves;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Entropy entropy;

  /** Time and randomness. */
  record Entropy(Clock clock, SecureRandom random) {}

  Register(
      AccountStores stores,
      PasswordVerifier passwords,
      RecoveryHalves halves,
      Sessions sessions,
      Tokens tokens,
      Entropy entropy) {
    this.stores = stores;
    this.passwords = passwords;
    this.halves = halves;
    this.sessions = sessions;
    this.tokens = tokens;
    this.entropy = entropy;
  }

  /**
   * Holds a login for 15 minutes.
   *
   * @throws Problem {@code login_taken}
   */
  Reserved reserve(Login login, UserName name, byte[] authKey) {
    Instant now = entropy.clock().instant();
    Instant expires = now.plus(HELD);
    UserId user = UserIds.make(entropy.random());
    String tokenId = Bytes64.encode(Crypto.random(entropy.random(), 16));
    byte[] half = halves.make();
    NameStore.Reservation held =
        new NameStore.Reservation(
            login,
            user,
            tokenId,
            expires,
            name.value(),
            passwords.make(authKey),
            Crypto.sha256(authKey),
            RecoveryHalves.hash(login, half));
    if (!stores.names().reserve(held, now)) {
      throw Problem.of(ErrorCode.LOGIN_TAKEN, "this login belongs to somebody");
    }
    // The login travels in the token's id, so that step 2 finds the reservation by the token alone.
    String token =
        tokens.issue(Tokens.Kind.REGISTRATION, user, login.value() + "." + tokenId, expires);
    return new Reserved(user, half, token, expires);
  }

  /**
   * What step 1 promised, if its time is not over.
   *
   * @throws Problem {@code unauthorized}, {@code registration_expired}
   */
  Tokens.Claims registration(String token) {
    return tokens.verify(Tokens.Kind.REGISTRATION, token, ErrorCode.REGISTRATION_EXPIRED);
  }

  /**
   * Checks the keys and activates the account, all in one transaction.
   *
   * @throws Problem {@code registration_expired}, {@code identity_refused}, {@code
   *     credential_refused}
   */
  OpenedAccount activate(Tokens.Claims token, Keys keys, String device) {
    Instant now = entropy.clock().instant();
    NameStore.Reservation held = reservation(token, now);
    Identity.Content content = keys.identity().requireFirst(held.user(), held.login());
    Credentials credentials = credentials(held, keys);
    requireSigned(held, keys, credentials, content);
    Profile profile =
        new Profile(held.user(), held.login(), held.name(), keys.identity().fingerprint(), 0, "");
    Account account =
        new Account(profile, credentials, keys.identity(), CredentialStore.Recovery.none());
    if (!stores.writes().activate(account, keys.state(), held, now)) {
      throw expired();
    }
    return new OpenedAccount(
        account, keys.state(), sessions.open(held.user(), credentials.rev(), device));
  }

  private NameStore.Reservation reservation(Tokens.Claims claims, Instant now) {
    int dot = claims.id().indexOf('.');
    Optional<NameStore.Reservation> held =
        stores.names().reservation(Login.parse(claims.id().substring(0, dot)));
    return held.filter(it -> it.tokenId().equals(claims.id().substring(dot + 1)))
        .filter(it -> it.expires().isAfter(now))
        .orElseThrow(Register::expired);
  }

  private static Credentials credentials(NameStore.Reservation held, Keys keys) {
    boolean first =
        keys.vault().rev() == 1
            && keys.passwordSlot().rev() == 1
            && keys.recoverySlot().rev() == 1
            && keys.state().rev() == 1;
    if (!first) {
      throw Problem.badRequest("every rev is 1 at registration");
    }
    return new Credentials(
        1,
        held.verifier(),
        keys.vault(),
        keys.passwordSlot(),
        keys.recoverySlot(),
        held.recoveryHash(),
        keys.credentialSignature());
  }

  private void requireSigned(
      NameStore.Reservation held, Keys keys, Credentials credentials, Identity.Content content) {
    credentials.requireSigned(
        held.user(),
        held.authKeyHash(),
        Kdf.bytes(passwords.salt(held.login())),
        keys.identity().fingerprint(),
        content.signingKey());
  }

  private static Problem expired() {
    return Problem.of(
        ErrorCode.REGISTRATION_EXPIRED, "the registration has expired or was finished already");
  }
}
