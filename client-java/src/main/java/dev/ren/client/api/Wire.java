package dev.ren.client.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Kdf;
import dev.ren.client.protocol.LogEntry;
import dev.ren.client.protocol.NewEpoch;
import dev.ren.client.protocol.Removal;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.SealedMessage;
import dev.ren.client.protocol.SeenPointer;
import dev.ren.client.protocol.SignedEpoch;
import dev.ren.client.protocol.SignedIdentity;
import dev.ren.client.protocol.UserId;

/**
 * The protocol's structures in the JSON of openapi.yaml; public, so that tests can build bodies.
 */
public final class Wire {
  private Wire() {}

  /** Schema Sealed. */
  public static ObjectNode write(Sealed sealed) {
    return JsonFields.object().put("rev", sealed.rev()).put("sealed", sealed.bytes().toBase64Url());
  }

  /** Schema Sealed. */
  public static Sealed readSealed(JsonFields in) {
    return new Sealed(in.number("rev"), in.bytes("sealed"));
  }

  /** Schema Kdf; the salt travels beside it. */
  public static ObjectNode write(Kdf kdf) {
    return JsonFields.object()
        .put("algorithm", Kdf.ALGORITHM)
        .put("memory_kib", kdf.memoryKib())
        .put("iterations", kdf.iterations())
        .put("parallelism", kdf.parallelism());
  }

  /** Schema Kdf with its salt; {@code kdf_refused} outside floor and ceiling. */
  public static Kdf readKdf(JsonFields kdf, ByteString salt) {
    return Kdf.of(
        kdf.text("algorithm"),
        kdf.number("memory_kib"),
        kdf.number("iterations"),
        kdf.number("parallelism"),
        salt);
  }

  /** Schema Identity. */
  public static ObjectNode write(SignedIdentity identity) {
    ObjectNode node =
        JsonFields.object()
            .put("record", identity.identity().encode().toBase64Url())
            .put("signature", identity.signature().toBase64Url());
    identity
        .predecessorSignature()
        .ifPresent(signature -> node.put("predecessor_signature", signature.toBase64Url()));
    return node;
  }

  /** Schema Identity. */
  public static SignedIdentity readIdentity(JsonFields in) {
    return SignedIdentity.decode(
        in.bytes("record"), in.bytes("signature"), in.optionalBytes("predecessor_signature"));
  }

  /** The fields record, signature and wraps of ChatCreation and EpochRenewal. */
  public static ObjectNode write(NewEpoch epoch) {
    ObjectNode node =
        JsonFields.object()
            .put("record", epoch.epoch().record().encode().toBase64Url())
            .put("signature", epoch.epoch().signature().toBase64Url());
    ArrayNode wraps = node.putArray("wraps");
    epoch
        .wraps()
        .forEach(
            (user, wrap) ->
                wraps.addObject().put("user_id", user.value()).put("wrap", wrap.toBase64Url()));
    return node;
  }

  /**
   * Schema OutgoingMessage.
   *
   * @param after the newest number the sender had seen when it first sent this
   */
  public static ObjectNode write(ChatId chat, SealedMessage message, long after) {
    ObjectNode node =
        JsonFields.object()
            .put("chat_id", chat.value())
            .put("client_id", message.clientId().toBase64Url())
            .put("epoch", message.epoch())
            .put("after", after)
            .put("at", message.at())
            .put("seen", message.seen().number())
            .put("seen_hash", message.seen().hash().toBase64Url())
            .put("nonce", message.nonce().toBase64Url())
            .put("ciphertext", message.ciphertext().toBase64Url())
            .put("signature", message.signature().toBase64Url());
    if (!message.files().isEmpty()) {
      ArrayNode files = node.putArray("files");
      message.files().forEach(id -> files.add(id.toBase64Url()));
    }
    return node;
  }

  /** The fields that MessageEntry and OutgoingMessage share. */
  public static SealedMessage readMessage(JsonFields in, UserId sender) {
    return new SealedMessage(
        in.number("epoch"),
        sender,
        in.bytes("client_id"),
        in.number("at"),
        new SeenPointer(in.number("seen"), in.bytes("seen_hash")),
        in.bytes("nonce"),
        in.bytes("ciphertext"),
        in.bytes("signature"),
        in.bytesList("files"));
  }

  /** Schema RemovedEntry. */
  private static Removal readRemoval(JsonFields in) {
    return new Removal(
        new UserId(in.text("sender_id")),
        in.bytes("client_id"),
        in.bytes("msg_hash"),
        in.bytes("signature"));
  }

  /** Schema Entry. */
  public static LogEntry readEntry(JsonFields in) {
    return switch (in.text("kind")) {
      case "message" ->
          new LogEntry.Message(
              in.number("id"),
              readMessage(in, new UserId(in.text("sender_id"))),
              in.number("created_at"));
      case "removed" ->
          new LogEntry.Removed(in.number("id"), readRemoval(in), in.number("created_at"));
      case "epoch" -> new LogEntry.Epoch(in.number("id"), readEpoch(in), in.number("created_at"));
      default -> throw JsonFields.malformed("unknown kind of entry");
    };
  }

  /** The fields record and signature of EpochRecord and EpochEntry. */
  public static SignedEpoch readEpoch(JsonFields in) {
    return SignedEpoch.decode(in.bytes("record"), in.bytes("signature"));
  }
}
