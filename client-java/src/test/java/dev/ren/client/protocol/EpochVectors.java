package dev.ren.client.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Replays of epoch records, chains of epochs, wraps and safety numbers. */
final class EpochVectors {
  private EpochVectors() {}

  static void epoch(VectorCase c) {
    switch (c.op()) {
      case "parse" -> parse(c);
      case "chain" -> c.expect(() -> texts(c, "hashes"), () -> hashes(c));
      default -> throw new IllegalArgumentException(c.op());
    }
  }

  static void wrap(VectorCase c) {
    EpochRecord epoch = EpochRecord.decode(c.bytes("record"));
    c.expect(
        () -> new EpochSecret(c.bytes("secret")),
        () -> EpochSecret.open(epoch, reader(c.inner("reader")), c.bytes("wrap")));
    if (c.error().isEmpty()) {
      EpochSecret secret = new EpochSecret(c.bytes("secret"));
      assertEquals(c.bytes("commitment"), secret.commitment(epoch.chat(), epoch.number()));
    }
  }

  static void safetyNumber(VectorCase c) {
    assertEquals(
        texts(c, "groups"), SafetyNumber.half(AccountVectors.user(c), c.bytes("fingerprint")));
  }

  /** The chains, all of them accepted. */
  static IdentityBook book(List<VectorCase> identities) {
    Map<UserId, IdentityChain> chains = new HashMap<>();
    for (VectorCase identity : identities) {
      UserId user = AccountVectors.user(identity);
      List<SignedIdentity> signed =
          identity.list("chain").stream().map(AccountVectors::signedIdentity).toList();
      chains.put(user, IdentityChain.verify(user, AccountVectors.login(identity), signed));
    }
    return user ->
        Optional.ofNullable(chains.get(user)).map(IdentityChain::identities).orElse(List.of());
  }

  /** The reader's keys; his generations come oldest first. */
  static AccountKeys reader(VectorCase reader) {
    List<VectorCase> generations = reader.list("generations");
    List<AccountKeys.Earlier> earlier = new ArrayList<>();
    for (VectorCase old : generations.subList(0, generations.size() - 1).reversed()) {
      earlier.add(
          new AccountKeys.Earlier(
              KeyPair.of(old.bytes("encryption_private")),
              AccountVectors.signedIdentity(old).identity()));
    }
    VectorCase newest = generations.getLast();
    return new AccountKeys(
        KeyPair.of(newest.bytes("encryption_private")),
        KeyPair.of(newest.bytes("signing_private")),
        AccountVectors.signedIdentity(newest),
        earlier);
  }

  static SignedEpoch signed(VectorCase c) {
    return SignedEpoch.decode(c.bytes("record"), c.bytes("signature"));
  }

  static List<String> texts(VectorCase c, String name) {
    List<String> texts = new ArrayList<>();
    c.fields().toNode().get(name).forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private static void parse(VectorCase c) {
    c.expect(
        () ->
            new EpochRecord(
                ChatId.parse(c.text("chat")),
                c.number("number"),
                c.bytes("previous"),
                c.number("at"),
                c.number("ttl_seconds"),
                c.number("seen"),
                c.bytes("seen_hash"),
                c.bytes("commitment"),
                new UserId(c.text("maker")),
                c.list("members").stream().map(EpochVectors::member).toList()),
        () -> EpochRecord.decode(c.bytes("record")));
    if (c.error().isEmpty()) {
      EpochRecord record = EpochRecord.decode(c.bytes("record"));
      assertEquals(c.integer("kind"), record.chat().kind());
      assertEquals(c.bytes("record"), record.encode());
      assertEquals(c.bytes("hash"), record.hash());
    }
  }

  private static Member member(VectorCase c) {
    return new Member(
        AccountVectors.user(c), c.bytes("fingerprint"), Member.Role.of(c.integer("role")));
  }

  private static List<String> hashes(VectorCase c) {
    AccountKeys nobody =
        AccountKeys.create(
            RandomSource.of(new SecureRandom()), new UserId("a".repeat(26)), new Login("nobody"));
    EpochChain chain =
        new EpochChain(ChatId.parse(c.text("chat")), nobody, book(c.list("identities")));
    for (VectorCase epoch : c.list("epochs")) {
      chain.append(signed(epoch), epoch.number("entry"), Optional.empty());
    }
    c.fields()
        .optionalFields("head")
        .map(VectorCase::new)
        .map(head -> new EpochHead(head.number("number"), head.bytes("hash"), head.number("entry")))
        .ifPresent(chain::requireHead);
    return Stream.iterate(0L, n -> n + 1)
        .map(chain::find)
        .takeWhile(Optional::isPresent)
        .map(epoch -> epoch.orElseThrow().hash().toHex())
        .toList();
  }
}
