package dev.ren.account;

import dev.ren.platform.Crypto;
import dev.ren.platform.Login;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client as far as the server can tell: real keys and signatures, and random bytes as seals. */
final class TestAccount {
  private static final SecureRandom RANDOM = new SecureRandom();

  final Login login;
  byte[] authKey = random(32);
  byte[] salt = new byte[16];
  private @Nullable UserId user;
  byte[] recoveryHalf = new byte[10];
  KeyPair signing = keyPair();
  Sealed vault = new Sealed(1, random(300));
  Sealed passwordSlot = new Sealed(1, random(60));
  Sealed recoverySlot = new Sealed(1, random(60));
  Sealed state = new Sealed(1, random(500));
  Identity identity = new Identity(new byte[0], new byte[0], new byte[0]);
  long rev = 1;

  TestAccount(Login login) {
    this.login = login;
  }

  void reserved(Register.Reserved reserved, byte[] loginSalt) {
    user = reserved.user();
    recoveryHalf = reserved.recoveryHalf();
    salt = loginSalt;
    byte[] record = record(0, new byte[32], signing);
    identity = new Identity(record, sign(signing, record), new byte[0]);
  }

  UserId user() {
    if (user == null) {
      throw new IllegalStateException("not registered");
    }
    return user;
  }

  Register.Keys keys() {
    return new Register.Keys(
        identity,
        vault,
        passwordSlot,
        recoverySlot,
        state,
        sign(signing, credential(authKey, passwordSlot, identity)));
  }

  /** A change of password, signed as it should be. */
  ChangeCredentials.Change newPassword(byte[] nextAuthKey) {
    rev++;
    passwordSlot = new Sealed(rev, random(60));
    authKey = nextAuthKey;
    return change(Optional.empty(), signing);
  }

  /** The same password with a new recovery key, made of a half that the server had given. */
  ChangeCredentials.Change newRecoveryKey(byte[] half) {
    rev++;
    passwordSlot = new Sealed(rev, random(60));
    recoverySlot = new Sealed(rev, random(60));
    return new ChangeCredentials.Change(
        rev,
        authKey,
        passwordSlot,
        Optional.of(recoverySlot),
        Optional.of(RecoveryHalves.hash(login, half)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        sign(signing, credential(authKey, passwordSlot, identity)));
  }

  /** New account keys, signed by the old and the new ones. */
  ChangeCredentials.Change newKeys(byte[] nextAuthKey) {
    rev++;
    KeyPair old = signing;
    signing = keyPair();
    byte[] record = record(identity.content().generation() + 1, identity.fingerprint(), signing);
    identity = new Identity(record, sign(signing, record), sign(old, record));
    vault = new Sealed(rev, random(400));
    passwordSlot = new Sealed(rev, random(60));
    authKey = nextAuthKey;
    return change(Optional.of(identity), old);
  }

  private ChangeCredentials.Change change(Optional<Identity> successor, KeyPair signer) {
    return new ChangeCredentials.Change(
        rev,
        authKey,
        passwordSlot,
        Optional.empty(),
        Optional.empty(),
        successor.map(next -> vault),
        successor,
        Optional.empty(),
        sign(signer, credential(authKey, passwordSlot, identity)));
  }

  /** The signature that a replacement of the state needs. */
  byte[] signState(Sealed next) {
    return sign(
        signing,
        new Wire.Writer()
            .label("state-sig")
            .text(user().value())
            .u64(next.rev())
            .raw(Crypto.sha256(next.bytes()))
            .bytes());
  }

  private byte[] credential(byte[] key, Sealed slot, Identity newest) {
    return new Wire.Writer()
        .label("cred")
        .text(user().value())
        .u32(rev)
        .raw(Crypto.sha256(key))
        .v(new Wire.Writer().u8(1).u32(65536).u32(3).u8(1).v(salt).bytes())
        .raw(Crypto.sha256(vault.bytes()))
        .raw(Crypto.sha256(slot.bytes()))
        .raw(Crypto.sha256(recoverySlot.bytes()))
        .raw(newest.fingerprint())
        .bytes();
  }

  private byte[] record(long generation, byte[] previous, KeyPair key) {
    return new Wire.Writer()
        .label("identity")
        .text(user().value())
        .text(login.value())
        .u32(generation)
        .raw(previous)
        .raw(point(keyPair()))
        .raw(point(key))
        .bytes();
  }

  static byte[] sign(KeyPair key, byte[] message) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(key.getPrivate());
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] point(KeyPair key) {
    var w = ((ECPublicKey) key.getPublic()).getW();
    return new Wire.Writer().u8(4).raw(fixed(w.getAffineX())).raw(fixed(w.getAffineY())).bytes();
  }

  private static byte[] fixed(BigInteger coordinate) {
    byte[] out = new byte[32];
    byte[] bytes = coordinate.toByteArray();
    int skip = Math.max(0, bytes.length - 32);
    System.arraycopy(bytes, skip, out, 32 - (bytes.length - skip), bytes.length - skip);
    return out;
  }

  static byte[] random(int length) {
    return Crypto.random(RANDOM, length);
  }
}
