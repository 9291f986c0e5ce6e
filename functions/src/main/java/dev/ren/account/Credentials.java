package dev.ren.account;

import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.P256;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;

/**
 * What guards and opens an account.
 *
 * @param rev of the credential record, rising by one with every change
 * @param verifier {@code u8 keyId ‖ HMAC-SHA256(pepper, authKey)}
 * @param recoveryHash {@code recAuth} (PROTOCOL.md §6): what the server keeps of its half
 * @param signature of the credential record, by the account key before the change
 */
record Credentials(
    long rev,
    byte[] verifier,
    Sealed vault,
    Sealed passwordSlot,
    Sealed recoverySlot,
    byte[] recoveryHash,
    byte[] signature) {

  /**
   * The bytes that the account key signs (PROTOCOL.md §7), rebuilt from what the server has.
   *
   * @param authKeyHash SHA-256 of the auth key
   */
  byte[] record(UserId user, byte[] authKeyHash, byte[] kdf, byte[] fingerprint) {
    return new Wire.Writer()
        .label("cred")
        .text(user.value())
        .u32(rev)
        .raw(authKeyHash)
        .v(kdf)
        .raw(Crypto.sha256(vault.bytes()))
        .raw(Crypto.sha256(passwordSlot.bytes()))
        .raw(Crypto.sha256(recoverySlot.bytes()))
        .raw(fingerprint)
        .bytes();
  }

  /**
   * Checks the signature over {@link #record}: without the account key nobody changes anything.
   *
   * @throws Problem {@code credential_refused}
   */
  void requireSigned(
      UserId user, byte[] authKeyHash, byte[] kdf, byte[] fingerprint, byte[] signingKey) {
    if (!P256.verify(signingKey, record(user, authKeyHash, kdf, fingerprint), signature)) {
      throw Problem.of(
          ErrorCode.CREDENTIAL_REFUSED, "the credential record is not signed by the account key");
    }
  }
}
