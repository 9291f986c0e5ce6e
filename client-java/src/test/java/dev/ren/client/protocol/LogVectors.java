package dev.ren.client.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Replays of messages and of whole logs. */
final class LogVectors {
  private LogVectors() {}

  static void message(VectorCase c) {
    EpochRecord epoch = EpochRecord.decode(c.bytes("epoch_record"));
    EpochSecret secret = new EpochSecret(c.bytes("secret"));
    MessageHeader header = sealed(c, 0).header(epoch);
    ByteString ciphertext = c.bytes("ciphertext");
    c.expect(
        () -> c.fields().toNode().get("body"),
        () -> {
          header.verify(c.bytes("sender_key"), ciphertext, c.bytes("signature"));
          return write(header.open(secret, ciphertext));
        });
    if (c.error().isEmpty()) {
      assertEquals(c.bytes("header"), header.encode());
      assertEquals(c.bytes("key"), header.key(secret));
      assertEquals(c.bytes("hash"), header.hash(ciphertext));
      assertEquals(
          ciphertext,
          Aead.encrypt(
              c.bytes("key"),
              c.bytes("nonce"),
              c.bytes("header"),
              Padding.pad(c.bytes("content"))));
    }
  }

  static void log(VectorCase c) {
    EpochChain chain =
        new EpochChain(
            ChatId.parse(c.text("chat")), EpochVectors.reader(c.inner("reader")), book(c));
    for (VectorCase epoch : c.list("epochs")) {
      chain.append(EpochVectors.signed(epoch), epoch.number("entry"), epoch.optionalBytes("wrap"));
    }
    LogVerifier verifier = new LogVerifier(chain);
    ArrayNode results = JsonFields.object().putArray("results");
    for (JsonNode page : c.fields().toNode().get("pages")) {
      results.add(read(verifier, page, c.inner("entries")));
    }
    assertEquals(same(c.fields().toNode().get("results")), same(results));
    assertEquals(same(c.fields().toNode().get("final")), same(write(verifier.items())));
  }

  private static JsonNode read(LogVerifier verifier, JsonNode page, VectorCase entries) {
    List<LogEntry> log = new ArrayList<>();
    page.forEach(
        entry ->
            log.add(
                entry.isTextual()
                    ? entry(entries.inner(entry.textValue()))
                    : entry(new VectorCase(JsonFields.of(entry)))));
    try {
      return write(verifier.read(log));
    } catch (ProtocolException e) {
      return JsonFields.object().put("error", e.code().code());
    }
  }

  /** The reader's own identities are accepted like everybody's. */
  private static IdentityBook book(VectorCase c) {
    VectorCase reader = c.inner("reader");
    IdentityBook others = EpochVectors.book(c.list("identities"));
    List<Identity> own =
        reader.list("generations").stream()
            .map(generation -> AccountVectors.signedIdentity(generation).identity())
            .toList();
    return user -> own.getFirst().user().equals(user) ? own : others.of(user);
  }

  private static LogEntry entry(VectorCase c) {
    return switch (c.text("kind")) {
      case "message" ->
          new LogEntry.Message(
              c.number("id"), sealed(c, c.number("epoch")), c.number("created_at"));
      case "epoch" ->
          new LogEntry.Epoch(c.number("id"), EpochVectors.signed(c), c.number("created_at"));
      case "removed" -> new LogEntry.Removed(c.number("id"), removal(c), c.number("created_at"));
      default -> throw new IllegalArgumentException(c.text("kind"));
    };
  }

  private static SealedMessage sealed(VectorCase c, long epoch) {
    return new SealedMessage(
        epoch,
        new UserId(c.text("sender")),
        c.bytes("client_id"),
        c.number("at"),
        new SeenPointer(c.number("seen"), c.bytes("seen_hash")),
        c.bytes("nonce"),
        c.bytes("ciphertext"),
        c.bytes("signature"),
        hexList(c, "files"));
  }

  private static List<ByteString> hexList(VectorCase c, String name) {
    List<ByteString> list = new ArrayList<>();
    c.fields().toNode().path(name).forEach(id -> list.add(ByteString.fromHex(id.textValue())));
    return list;
  }

  private static Removal removal(VectorCase c) {
    return new Removal(
        new UserId(c.text("sender")),
        c.bytes("client_id"),
        c.bytes("msg_hash"),
        c.bytes("signature"));
  }

  private static ArrayNode write(List<LogItem> items) {
    ArrayNode array = JsonFields.object().putArray("items");
    for (LogItem item : items) {
      ObjectNode node = array.addObject().put("id", item.id());
      switch (item) {
        case LogItem.Message message -> {
          node.put("kind", "message").put("sender", message.sender().value());
          node.set("body", write(message.body()));
          if (!message.attached()) {
            node.put("attached", false);
          }
        }
        case LogItem.Epoch epoch ->
            node.put("kind", "epoch").put("number", epoch.record().number());
        case LogItem.Removed removed ->
            node.put("kind", "removed").put("sender", removed.sender().value());
        case LogItem.Refused refused ->
            node.put("kind", "refused").put("reason", refused.reason().code());
      }
    }
    return array;
  }

  static JsonNode write(Body body) {
    ObjectNode wrapper = JsonFields.object();
    switch (body) {
      case Body.Unknown unknown -> wrapper.put("body", "unsupported");
      case Body.Outgoing known ->
          wrapper.set(
              "body",
              JsonFields.parse(new ByteReader("body", Body.encode(known)).constant(1).restText())
                  .toNode());
    }
    return wrapper.get("body");
  }

  /** The same JSON, with numbers of one Java type. */
  private static JsonNode same(JsonNode value) {
    ObjectNode wrapper = JsonFields.object();
    wrapper.set("value", value);
    return JsonFields.parse(wrapper.toString()).toNode().get("value");
  }
}
