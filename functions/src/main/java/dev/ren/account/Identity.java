package dev.ren.account;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Login;
import dev.ren.platform.P256;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;
import java.io.IOException;
import java.util.Arrays;

/**
 * A generation of an account's public keys (PROTOCOL.md §4).
 *
 * @param record the signed bytes
 * @param signature by the record's own signing key
 * @param predecessorSignature by the generation before; empty at generation 0
 */
record Identity(byte[] record, byte[] signature, byte[] predecessorSignature) {
  private static final int MAX_RECORD = 512;

  /**
   * What stands in a record.
   *
   * @param previous fingerprint of the generation before, zeros at generation 0
   */
  record Content(
      UserId user,
      Login login,
      long generation,
      byte[] previous,
      byte[] encryptionKey,
      byte[] signingKey) {}

  static Identity read(JsonObject json, String field) {
    JsonObject identity = json.object(field);
    return new Identity(
        identity.bytes("record", MAX_RECORD),
        identity.bytesOf("signature", P256.SIGNATURE),
        identity.has("predecessor_signature")
            ? identity.bytesOf("predecessor_signature", P256.SIGNATURE)
            : new byte[0]);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStringField("record", Bytes64.encode(record));
    json.writeStringField("signature", Bytes64.encode(signature));
    if (predecessorSignature.length > 0) {
      json.writeStringField("predecessor_signature", Bytes64.encode(predecessorSignature));
    }
  }

  void write(JsonGenerator json, String field) throws IOException {
    json.writeObjectFieldStart(field);
    write(json);
    json.writeEndObject();
  }

  byte[] fingerprint() {
    return Crypto.sha256(record);
  }

  /**
   * Reads the record.
   *
   * @throws Problem {@code identity_refused}
   */
  Content content() {
    Wire.Reader reader = new Wire.Reader(record, ErrorCode.IDENTITY_REFUSED);
    reader.label("identity");
    UserId user = UserId.parse(reader.text());
    Login login = Login.parse(reader.text());
    long generation = reader.u32();
    byte[] previous = reader.raw(32);
    byte[] encryptionKey = reader.raw(P256.POINT);
    byte[] signingKey = reader.raw(P256.POINT);
    reader.end();
    return new Content(user, login, generation, previous, encryptionKey, signingKey);
  }

  /** Checks that this is the first generation of this account. */
  Content requireFirst(UserId user, Login login) {
    Content content = requireOwn(user, login);
    if (content.generation() != 0
        || predecessorSignature.length != 0
        || !Arrays.equals(content.previous(), new byte[32])) {
      throw refused("not a first generation");
    }
    return content;
  }

  /** Checks that this continues the account's newest generation by both signatures. */
  Content requireSuccessorOf(Identity before, UserId user, Login login) {
    Content content = requireOwn(user, login);
    Content old = before.content();
    boolean continues =
        content.generation() == old.generation() + 1
            && Crypto.same(content.previous(), before.fingerprint())
            && P256.verify(old.signingKey(), record, predecessorSignature);
    if (!continues) {
      throw refused("does not continue the account's keys");
    }
    return content;
  }

  private Content requireOwn(UserId user, Login login) {
    Content content = content();
    if (!content.user().equals(user) || !content.login().equals(login)) {
      throw refused("names another account");
    }
    if (!P256.isPoint(content.encryptionKey())
        || !P256.verify(content.signingKey(), record, signature)) {
      throw refused("a key or signature does not hold");
    }
    return content;
  }

  private static Problem refused(String why) {
    return Problem.of(ErrorCode.IDENTITY_REFUSED, "the identity " + why);
  }
}
