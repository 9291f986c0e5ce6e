package dev.ren.client.protocol;

/**
 * The key that a person writes down (§6).
 *
 * @param server the server's half, 10 bytes: guards recovery
 * @param client the client's half, 16 bytes: encrypts, and never leaves the client
 */
public record RecoveryKey(ByteString server, ByteString client) {
  private static final int VERSION = 1;
  private static final int SERVER = 10;
  private static final int CLIENT = 16;
  private static final int CHECK = 3;
  private static final int CHARACTERS = 48;

  public RecoveryKey {
    server.exactly(SERVER, "server half");
    client.exactly(CLIENT, "client half");
  }

  /** Joins the server's half with a new half of the client's. */
  public static RecoveryKey create(RandomSource random, ByteString server) {
    return new RecoveryKey(server, random.take(CLIENT));
  }

  /** Reads what a person typed; {@link ErrorCode#MALFORMED} if a character is wrong. */
  public static RecoveryKey parse(String typed) {
    String text = Base32.normalize(typed);
    if (text.length() != CHARACTERS) {
      throw new ProtocolException(ErrorCode.MALFORMED, "recovery key has 48 characters");
    }
    ByteReader in = new ByteReader("recovery key", Base32.CROCKFORD.decode(text)).constant(VERSION);
    RecoveryKey key = new RecoveryKey(in.raw(SERVER), in.raw(CLIENT));
    ByteString check = in.raw(CHECK);
    in.end();
    if (!check.equals(key.check())) {
      throw new ProtocolException(ErrorCode.MALFORMED, "recovery key has a typing error");
    }
    return key;
  }

  /** 12 groups of 4 characters, for a person to keep. */
  public String text() {
    String text = Base32.CROCKFORD.encode(new ByteWriter().raw(checked()).raw(check()).done());
    return text.replaceAll("(.{4})(?=.)", "$1-");
  }

  /** {@code recAuth}: what the server keeps of its half, 32 bytes. */
  public ByteString authHash(Login login) {
    return Digest.sha256(
        ByteWriter.labelled(Label.REC_AUTH).variable(login.value()).raw(server).done());
  }

  /** {@code recWrap}: the key of slot 2, 32 bytes. */
  public ByteString wrapKey(Login login) {
    return Hkdf.derive(
        new ByteWriter().raw(server).raw(client).done(),
        ByteWriter.labelled(Label.REC_WRAP).variable(login.value()).done());
  }

  private ByteString checked() {
    return new ByteWriter().u8(VERSION).raw(server).raw(client).done();
  }

  private ByteString check() {
    return Digest.sha256(ByteWriter.labelled(Label.REC_CHECK).raw(checked()).done())
        .slice(0, CHECK);
  }
}
