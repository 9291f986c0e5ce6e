package dev.ren.client.protocol;

/**
 * One generation of a user's public keys (§4).
 *
 * @param user whose it is
 * @param login the user's login
 * @param generation 0 at registration, one more with every change of keys
 * @param previous fingerprint of the generation before, 32 zero bytes at generation 0
 * @param encryptionKey ECDH P-256 public key, 65 bytes
 * @param signingKey ECDSA P-256 public key, 65 bytes
 */
public record Identity(
    UserId user,
    Login login,
    long generation,
    ByteString previous,
    ByteString encryptionKey,
    ByteString signingKey) {
  /** Bytes of a fingerprint. */
  public static final int FINGERPRINT = 32;

  public Identity {
    previous.exactly(FINGERPRINT, "previous fingerprint");
    P256.point(encryptionKey);
    P256.point(signingKey);
    if (generation == 0 && !previous.equals(ByteString.zeros(FINGERPRINT))) {
      throw new ProtocolException(
          ErrorCode.IDENTITY_REFUSED, "generation 0 does not continue anything");
    }
  }

  /** Reads a record. */
  public static Identity decode(ByteString record) {
    ByteReader in = new ByteReader("identity", record).label(Label.IDENTITY);
    UserId user = new UserId(in.variableText());
    Login login = new Login(in.variableText());
    Identity identity =
        new Identity(
            user, login, in.u32(), in.raw(FINGERPRINT), in.raw(P256.POINT), in.raw(P256.POINT));
    in.end();
    return identity;
  }

  /** The record. */
  public ByteString encode() {
    return ByteWriter.labelled(Label.IDENTITY)
        .variable(user.value())
        .variable(login.value())
        .u32(generation)
        .raw(previous)
        .raw(encryptionKey)
        .raw(signingKey)
        .done();
  }

  /** {@code fp32}: SHA-256 of the record. */
  public ByteString fingerprint() {
    return Digest.sha256(encode());
  }
}
