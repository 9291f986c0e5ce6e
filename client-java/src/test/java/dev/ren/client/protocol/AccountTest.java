package dev.ren.client.protocol;

import static dev.ren.client.protocol.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AccountTest {
  private final RandomSource random = RandomSource.of(new SecureRandom());
  private final UserId ann = new UserId("a".repeat(26));
  private final UserId bob = new UserId("b".repeat(25) + "a");
  private final Login login = new Login("ann");
  private final AccountKeys keys = AccountKeys.create(random, ann, login);
  private final ByteString vaultKey = Vault.newKey(random);

  @Test
  void a_rotated_identity_continues_the_chain_and_only_in_order() {
    AccountKeys second = keys.rotate(random);
    AccountKeys third = second.rotate(random);
    List<SignedIdentity> all = List.of(keys.identity(), second.identity(), third.identity());
    IdentityChain chain = IdentityChain.verify(ann, login, all);
    assertEquals(third.identity(), chain.newest());
    assertEquals(Optional.of(second.identity().identity()), chain.find(second.fingerprint()));

    assertRefused(
        ErrorCode.IDENTITY_REFUSED,
        () -> IdentityChain.verify(ann, login, List.of(keys.identity(), third.identity())));
    assertRefused(ErrorCode.IDENTITY_REFUSED, () -> IdentityChain.verify(bob, login, all));
    assertRefused(
        ErrorCode.IDENTITY_REFUSED, () -> IdentityChain.verify(ann, new Login("bob"), all));
  }

  @Test
  void a_generation_without_the_signature_of_the_one_before_does_not_continue_it() {
    SignedIdentity next = keys.rotate(random).identity();
    SignedIdentity alone = new SignedIdentity(next.identity(), next.signature(), Optional.empty());
    SignedIdentity selfSigned =
        new SignedIdentity(next.identity(), next.signature(), Optional.of(next.signature()));
    for (SignedIdentity forged : List.of(alone, selfSigned)) {
      assertRefused(
          ErrorCode.BAD_SIGNATURE,
          () -> IdentityChain.verify(ann, login, List.of(keys.identity(), forged)));
    }
  }

  @Test
  void a_vault_opens_by_either_slot_and_keeps_earlier_keys() {
    AccountKeys rotated = keys.rotate(random);
    Sealed vault = Vault.seal(random, vaultKey, rotated, 4);
    ByteString wrapKey = random.take(32);
    RecoveryKey recovery = RecoveryKey.create(random, random.take(10));
    Sealed password = Slot.PASSWORD.seal(random, wrapKey, ann, 2, vaultKey);
    Sealed written = Slot.RECOVERY.seal(random, recovery.wrapKey(login), ann, 1, vaultKey);

    ByteString fromPassword = Slot.PASSWORD.open(wrapKey, ann, password);
    ByteString fromRecovery = Slot.RECOVERY.open(recovery.wrapKey(login), ann, written);
    assertEquals(fromPassword, fromRecovery);
    assertEquals(rotated, Vault.open(fromPassword, ann, login, vault));
    assertEquals(60, password.bytes().size());
    assertEquals(Optional.of(keys.encryption()), rotated.decryptionKey(keys.fingerprint()));
  }

  @Test
  void a_vault_of_another_user_rev_or_slot_is_refused() {
    Sealed vault = Vault.seal(random, vaultKey, keys, 4);
    ByteString wrapKey = random.take(32);
    Sealed slot = Slot.PASSWORD.seal(random, wrapKey, ann, 2, vaultKey);
    assertRefused(ErrorCode.VAULT_REFUSED, () -> Vault.open(vaultKey, bob, login, vault));
    assertRefused(
        ErrorCode.VAULT_REFUSED, () -> Vault.open(vaultKey, ann, new Login("bob"), vault));
    assertRefused(
        ErrorCode.VAULT_REFUSED,
        () -> Vault.open(vaultKey, ann, login, new Sealed(3, vault.bytes())));
    assertRefused(ErrorCode.VAULT_REFUSED, () -> Slot.RECOVERY.open(wrapKey, ann, slot));
    assertRefused(ErrorCode.VAULT_REFUSED, () -> Slot.PASSWORD.open(random.take(32), ann, slot));
  }

  @Test
  void private_keys_that_do_not_belong_to_the_record_are_refused() {
    KeyPair foreign = KeyPair.generate(random);
    assertRefused(
        ErrorCode.VAULT_REFUSED,
        () -> new AccountKeys(foreign, keys.signing(), keys.identity(), List.of()));
    assertRefused(
        ErrorCode.VAULT_REFUSED,
        () -> new AccountKeys(keys.encryption(), foreign, keys.identity(), List.of()));
  }

  @Test
  void a_recovery_key_is_read_as_people_type_and_every_typing_error_is_noticed() {
    RecoveryKey key = RecoveryKey.create(random, random.take(10));
    String text = key.text();
    assertEquals(59, text.length());
    assertEquals(key, RecoveryKey.parse(text));
    assertEquals(key, RecoveryKey.parse(text.toLowerCase(Locale.ROOT).replace('-', ' ')));
    assertEquals(key, RecoveryKey.parse(text.replace('0', 'o').replace('1', 'l')));
    for (int i = 0; i < text.length(); i++) {
      char wrong = text.charAt(i) == 'Z' ? 'Y' : 'Z';
      if (text.charAt(i) != '-') {
        String typed = text.substring(0, i) + wrong + text.substring(i + 1);
        // The chance that three check bytes agree by accident is 2^-24.
        assertRefused(ErrorCode.MALFORMED, () -> RecoveryKey.parse(typed));
      }
    }
    assertRefused(ErrorCode.MALFORMED, () -> RecoveryKey.parse(text.substring(1)));
  }

  @Test
  void a_credential_record_is_bound_to_every_field() {
    Kdf kdf = Kdf.standard(random.take(16));
    Credential cred =
        new Credential(
            ann,
            1,
            random.take(32),
            kdf,
            random.take(99),
            random.take(60),
            random.take(60),
            keys.fingerprint());
    ByteString signature = cred.sign(keys.signing());
    ByteString signingKey = keys.signing().publicKey();
    cred.verify(signingKey, signature);
    Credential later =
        new Credential(
            ann,
            2,
            cred.authKey(),
            kdf,
            cred.vault(),
            cred.passwordSlot(),
            cred.recoverySlot(),
            cred.fingerprint());
    assertRefused(ErrorCode.BAD_SIGNATURE, () -> later.verify(signingKey, signature));
    Credential swapped =
        new Credential(
            ann,
            1,
            cred.authKey(),
            kdf,
            cred.vault(),
            cred.recoverySlot(),
            cred.passwordSlot(),
            cred.fingerprint());
    assertRefused(ErrorCode.BAD_SIGNATURE, () -> swapped.verify(signingKey, signature));
  }

  @Test
  void derivation_parameters_outside_floor_and_ceiling_are_refused_before_work() {
    ByteString salt = random.take(16);
    List<Executable> refused =
        List.of(
            () -> new Kdf(65_535, 3, 1, salt),
            () -> new Kdf(1_048_577, 3, 1, salt),
            () -> new Kdf(65_536, 2, 1, salt),
            () -> new Kdf(65_536, 17, 1, salt),
            () -> new Kdf(65_536, 3, 0, salt),
            () -> new Kdf(65_536, 3, 5, salt),
            () -> new Kdf(65_536, 3, 1, random.take(15)),
            () -> Kdf.of("pbkdf2", 65_536, 3, 1, salt),
            () -> Kdf.of("argon2id", 65_536, 3, 1L << 32 | 1, salt));
    refused.forEach(make -> assertRefused(ErrorCode.KDF_REFUSED, make));
  }

  @Test
  void one_password_gives_two_keys_and_its_unicode_form_does_not_matter() {
    Kdf kdf = Kdf.standard(ByteString.zeros(16));
    PasswordKeys composed = PasswordKeys.derive("pässword", login, kdf);
    PasswordKeys decomposed = PasswordKeys.derive("pa\u0308ssword", login, kdf);
    assertEquals(composed, decomposed);
    assertNotEquals(composed.authKey(), composed.wrapKey());
    assertThrows(ProtocolException.class, () -> PasswordKeys.derive("short", login, kdf));
  }

  @Test
  void a_state_opens_with_its_own_rev_only_and_never_goes_back() {
    State state = State.empty().withPin(bob, Pin.first(keys.identity().identity()).withVerified());
    Sealed sealed = state.seal(random, vaultKey, ann, 7);
    assertEquals(state, State.open(vaultKey, ann, sealed, 7));
    assertRefused(ErrorCode.STATE_ROLLBACK, () -> State.open(vaultKey, ann, sealed, 8));
    assertRefused(
        ErrorCode.VAULT_REFUSED, () -> State.open(vaultKey, ann, new Sealed(8, sealed.bytes()), 7));
    assertRefused(ErrorCode.VAULT_REFUSED, () -> State.open(vaultKey, bob, sealed, 7));
  }

  @Test
  void merging_states_loses_no_pin_and_a_verified_mark_falls_with_its_key() {
    AccountKeys rotated = keys.rotate(random);
    Pin old = Pin.first(keys.identity().identity()).withVerified();
    Pin next = Pin.first(rotated.identity().identity());
    State one = State.empty().withPin(ann, old);
    State two =
        State.empty()
            .withPin(ann, next)
            .withPin(bob, old)
            .withEpoch(ChatId.direct(ann, bob), new EpochHead(3, random.take(32), 9));
    State expected = two.merge(State.empty());
    assertEquals(expected, one.merge(two));
    assertEquals(expected, two.merge(one));
    assertEquals(Map.of(ann, next, bob, old), one.merge(two).pins());
    assertEquals(Optional.empty(), next.verified());
  }
}
