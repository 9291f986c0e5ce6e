package dev.ren.client.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Replays of passwords, identities, vaults, credentials and states. */
final class AccountVectors {
  private AccountVectors() {}

  static void password(VectorCase c) {
    switch (c.op()) {
      case "parameters" -> c.expect(() -> c.bytes("record"), () -> kdf(c).encode());
      case "derive" -> {
        Login login = new Login(c.text("login"));
        c.expect(
            () -> new PasswordKeys(c.bytes("auth_key"), c.bytes("wrap_key")),
            () -> PasswordKeys.derive(c.text("password"), login, kdf(c)));
        if (c.error().isEmpty()) {
          assertEquals(c.bytes("master"), PasswordKeys.argon2id(c.text("password"), kdf(c)));
        }
      }
      default -> throw new IllegalArgumentException(c.op());
    }
  }

  static void identity(VectorCase c) {
    switch (c.op()) {
      case "parse" -> parseIdentity(c);
      case "chain" ->
          c.expect(
              () -> texts(c, "fingerprints"),
              () ->
                  chain(c).stream()
                      .map(signed -> signed.identity().fingerprint().toHex())
                      .toList());
      case "follow" ->
          c.expect(
              () -> StateJson.readPin(c.fields().fields("followed")),
              () ->
                  StateJson.readPin(c.fields().fields("pin"))
                      .follow(IdentityChain.verify(user(c), login(c), signed(c))));
      default -> throw new IllegalArgumentException(c.op());
    }
  }

  static void recoveryKey(VectorCase c) {
    switch (c.op()) {
      case "format" -> {
        RecoveryKey key = new RecoveryKey(c.bytes("server"), c.bytes("client"));
        assertEquals(c.text("text"), key.text());
        assertEquals(c.bytes("auth_hash"), key.authHash(login(c)));
        assertEquals(c.bytes("wrap_key"), key.wrapKey(login(c)));
      }
      case "parse" ->
          c.expect(
              () -> new RecoveryKey(c.bytes("server"), c.bytes("client")),
              () -> RecoveryKey.parse(c.text("typed")));
      default -> throw new IllegalArgumentException(c.op());
    }
  }

  static void vault(VectorCase c) {
    Sealed sealed = new Sealed(c.number("rev"), c.bytes("sealed"));
    switch (c.op()) {
      case "slot" -> {
        Slot slot = c.integer("kind") == 1 ? Slot.PASSWORD : Slot.RECOVERY;
        c.expect(() -> c.bytes("vault_key"), () -> slot.open(c.bytes("key"), user(c), sealed));
        if (c.error().isEmpty()) {
          assertEquals(
              sealed,
              slot.seal(
                  nonceOf(sealed), c.bytes("key"), user(c), sealed.rev(), c.bytes("vault_key")));
        }
      }
      case "vault" -> {
        c.expect(
            () -> texts(c, "fingerprints"),
            () -> fingerprints(Vault.open(c.bytes("vault_key"), user(c), login(c), sealed)));
        if (c.error().isEmpty()) {
          AccountKeys keys = Vault.decode(c.bytes("body"));
          assertEquals(c.bytes("body"), Vault.encode(keys));
          assertEquals(
              sealed, Vault.seal(nonceOf(sealed), c.bytes("vault_key"), keys, sealed.rev()));
        }
      }
      default -> throw new IllegalArgumentException(c.op());
    }
  }

  static void credential(VectorCase c) {
    Credential credential =
        new Credential(
            user(c),
            c.number("rev"),
            c.bytes("auth_key"),
            kdf(c),
            c.bytes("vault"),
            c.bytes("slot1"),
            c.bytes("slot2"),
            c.bytes("fingerprint"));
    c.expect(
        () -> c.bytes("record"),
        () -> {
          credential.verify(c.bytes("public_key"), c.bytes("signature"));
          return credential.encode();
        });
  }

  static void state(VectorCase c) {
    switch (c.op()) {
      case "open" ->
          c.expect(
              () -> StateJson.read(c.fields().fields("state")),
              () ->
                  State.open(
                      c.bytes("vault_key"),
                      user(c),
                      new Sealed(c.number("rev"), c.bytes("sealed")),
                      c.number("at_least")));
      case "sign" -> {
        Sealed sealed = new Sealed(c.number("rev"), c.bytes("sealed"));
        c.expect(
            () -> c.bytes("record"),
            () -> {
              ByteString record = State.record(user(c), sealed);
              Ecdsa.verify(c.bytes("public_key"), record, c.bytes("signature"), "state");
              return record;
            });
      }
      case "merge" -> {
        State one = StateJson.read(c.fields().fields("one"));
        State other = StateJson.read(c.fields().fields("other"));
        ObjectNode merged = c.fields().fields("merged").toNode();
        assertEquals(merged, read(one.merge(other)));
        assertEquals(merged, read(other.merge(one)));
      }
      default -> throw new IllegalArgumentException(c.op());
    }
  }

  private static ObjectNode read(State state) {
    return JsonFields.parse(StateJson.write(state).toString()).toNode();
  }

  static UserId user(VectorCase c) {
    return new UserId(c.text("user"));
  }

  static SignedIdentity signedIdentity(VectorCase c) {
    return SignedIdentity.decode(
        c.bytes("record"), c.bytes("signature"), c.optionalBytes("predecessor_signature"));
  }

  /** Gives back the nonce of a sealed value, so that sealing again makes the same bytes. */
  private static RandomSource nonceOf(Sealed sealed) {
    return length -> sealed.bytes().slice(0, length).toArray();
  }

  private static void parseIdentity(VectorCase c) {
    c.expect(
        () ->
            new Identity(
                user(c),
                login(c),
                c.number("generation"),
                c.bytes("previous"),
                c.bytes("encryption_key"),
                c.bytes("signing_key")),
        () -> Identity.decode(c.bytes("record")));
    if (c.error().isEmpty()) {
      Identity identity = Identity.decode(c.bytes("record"));
      assertEquals(c.bytes("record"), identity.encode());
      assertEquals(c.bytes("fingerprint"), identity.fingerprint());
    }
  }

  private static List<SignedIdentity> chain(VectorCase c) {
    List<SignedIdentity> generations = signed(c);
    IdentityChain.verify(user(c), login(c), generations);
    return generations;
  }

  private static List<SignedIdentity> signed(VectorCase c) {
    return c.list("chain").stream().map(AccountVectors::signedIdentity).toList();
  }

  private static List<String> fingerprints(AccountKeys keys) {
    List<String> all = new ArrayList<>(List.of(keys.fingerprint().toHex()));
    keys.earlier().forEach(earlier -> all.add(earlier.identity().fingerprint().toHex()));
    return all;
  }

  private static List<String> texts(VectorCase c, String name) {
    List<String> texts = new ArrayList<>();
    c.fields().toNode().get(name).forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  static Login login(VectorCase c) {
    return new Login(c.text("login"));
  }

  private static Kdf kdf(VectorCase c) {
    JsonFields kdf = c.fields().fields("kdf");
    return Kdf.of(
        kdf.text("algorithm"),
        kdf.number("memory_kib"),
        kdf.number("iterations"),
        kdf.number("parallelism"),
        c.bytes("salt"));
  }
}
