package dev.ren.client.protocol;

/**
 * What a change of password, recovery key or account keys sets, signed by the account key from
 * before the change (§7).
 *
 * @param rev 1 at registration, one more with every change
 * @param authKey of the password after the change
 * @param vault sealed vault after the change
 * @param passwordSlot sealed slot 1 after the change
 * @param recoverySlot sealed slot 2 after the change
 * @param fingerprint of the identity after the change
 */
public record Credential(
    UserId user,
    long rev,
    ByteString authKey,
    Kdf kdf,
    ByteString vault,
    ByteString passwordSlot,
    ByteString recoverySlot,
    ByteString fingerprint) {
  /** {@code cred}: the signed bytes. */
  public ByteString encode() {
    return ByteWriter.labelled(Label.CRED)
        .variable(user.value())
        .u32(rev)
        .raw(Digest.sha256(authKey))
        .variable(kdf.encode())
        .raw(Digest.sha256(vault))
        .raw(Digest.sha256(passwordSlot))
        .raw(Digest.sha256(recoverySlot))
        .raw(fingerprint.exactly(Identity.FINGERPRINT, "fingerprint"))
        .done();
  }

  /** 64 bytes. */
  public ByteString sign(KeyPair signing) {
    return Ecdsa.sign(signing, encode());
  }

  /** Returns if the signature holds, else {@link ErrorCode#BAD_SIGNATURE}. */
  public void verify(ByteString signingKey, ByteString signature) {
    Ecdsa.verify(signingKey, encode(), signature, "credential record");
  }
}
