package dev.ren.client.protocol;

/** Replays of values that others published: RFC 5869, RFC 9180, Argon2's own, Wycheproof. */
final class PublishedVectors {
  private PublishedVectors() {}

  static void hkdf(VectorCase c) {
    c.expect(
        () -> c.bytes("okm"), () -> Hkdf.derive(c.bytes("ikm"), c.bytes("salt"), c.bytes("info")));
  }

  static void aesGcm(VectorCase c) {
    c.expect(
        () -> c.bytes("plaintext"),
        () ->
            Aead.decrypt(
                c.bytes("key"),
                c.bytes("nonce"),
                c.bytes("aad"),
                c.bytes("sealed"),
                ErrorCode.UNDECRYPTABLE));
    if (c.error().isEmpty()) {
      c.expect(
          () -> c.bytes("sealed"),
          () ->
              Aead.encrypt(c.bytes("key"), c.bytes("nonce"), c.bytes("aad"), c.bytes("plaintext")));
    }
  }

  static void ecdsa(VectorCase c) {
    c.expect(
        () -> true,
        () -> {
          Ecdsa.verify(c.bytes("public_key"), c.bytes("message"), c.bytes("signature"), "vector");
          return true;
        });
  }

  static void hpke(VectorCase c) {
    KeyPair key = new KeyPair(c.bytes("private_key"), c.bytes("public_key"));
    ByteString sealed = new ByteWriter().raw(c.bytes("enc")).raw(c.bytes("ct")).done();
    c.expect(
        () -> c.bytes("plaintext"), () -> Hpke.open(key, c.bytes("info"), c.bytes("aad"), sealed));
  }

  static void argon2id(VectorCase c) {
    c.expect(
        () -> c.bytes("tag"),
        () ->
            Argon2id.derive(
                c.bytes("password"),
                c.bytes("salt"),
                c.integer("memory_kib"),
                c.integer("iterations"),
                c.integer("parallelism")));
  }
}
