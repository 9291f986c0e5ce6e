package dev.ren.integration.bench;

import dev.ren.client.ClientEnvironment;
import dev.ren.client.api.AccountApi;
import dev.ren.client.api.SessionAnswer;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.Credential;
import dev.ren.client.protocol.Kdf;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.Slot;
import dev.ren.client.protocol.State;
import dev.ren.client.protocol.Vault;
import dev.ren.integration.Person;
import dev.ren.integration.Target;

/**
 * A registered account that nobody has a password for: the server gets a random auth key, which it
 * cannot tell from one that Argon2id has made. So a thousand take seconds instead of minutes.
 */
record QuickAccount(AccountKeys keys, String token) {
  private static final int KEY = 32;

  static QuickAccount register(Target target) {
    ClientEnvironment environment = target.environment();
    RandomSource random = environment.random();
    AccountApi api = environment.accounts();
    Login login = new Login("member_" + Person.unique() + Person.unique());
    Kdf kdf = api.loginParameters(login);
    ByteString authKey = random.take(KEY);
    AccountApi.Reservation reserved = api.registerStep1(login, "A member", authKey, kdf);
    AccountKeys keys = AccountKeys.create(random, reserved.user(), login);
    ByteString vaultKey = Vault.newKey(random);
    var vault = Vault.seal(random, vaultKey, keys, 1);
    var password = Slot.PASSWORD.seal(random, random.take(KEY), keys.user(), 1, vaultKey);
    var recovery = Slot.RECOVERY.seal(random, random.take(KEY), keys.user(), 1, vaultKey);
    Credential credential =
        new Credential(
            keys.user(),
            1,
            authKey,
            kdf,
            vault.bytes(),
            password.bytes(),
            recovery.bytes(),
            keys.fingerprint());
    SessionAnswer session =
        api.registerStep2(
            reserved.token(),
            new AccountApi.NewAccount(
                keys.identity(),
                vault,
                password,
                recovery,
                State.empty().seal(random, vaultKey, keys.user(), 1),
                credential.sign(keys.signing())),
            environment.device());
    return new QuickAccount(keys, session.access().value());
  }
}
