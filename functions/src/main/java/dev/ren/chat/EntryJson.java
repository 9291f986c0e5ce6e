package dev.ren.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Bytes64;
import dev.ren.platform.FileId;
import java.io.IOException;

/** Writes the fields of {@code Entry} in openapi.yaml. */
public final class EntryJson {
  private EntryJson() {}

  /** Writes the fields into an object that is open. */
  public static void write(LogEntry entry, JsonGenerator json) throws IOException {
    switch (entry) {
      case LogEntry.Message message -> {
        json.writeStringField("kind", "message");
        common(entry, json);
        sealed(message.sealed(), json);
      }
      case LogEntry.Removed removed -> {
        json.writeStringField("kind", "removed");
        removed(removed, json);
      }
      case LogEntry.Epoch epoch -> {
        json.writeStringField("kind", "epoch");
        record(epoch, json);
      }
    }
  }

  /** Writes an entry as an object of its own. */
  public static void writeObject(LogEntry entry, JsonGenerator json) throws IOException {
    json.writeStartObject();
    write(entry, json);
    json.writeEndObject();
  }

  /** Writes the fields that an epoch entry shares with {@code EpochRecord} in openapi.yaml. */
  static void record(LogEntry.Epoch epoch, JsonGenerator json) throws IOException {
    common(epoch, json);
    json.writeStringField("record", Bytes64.encode(epoch.record()));
    json.writeStringField("signature", Bytes64.encode(epoch.signature()));
  }

  private static void removed(LogEntry.Removed entry, JsonGenerator json) throws IOException {
    json.writeNumberField("id", entry.number());
    json.writeNumberField("created_at", entry.createdAt());
    json.writeStringField("sender_id", entry.sender().value());
    json.writeStringField("client_id", Bytes64.encode(entry.clientId()));
    json.writeStringField("msg_hash", Bytes64.encode(entry.msgHash()));
    json.writeStringField("signature", Bytes64.encode(entry.signature()));
  }

  private static void common(LogEntry entry, JsonGenerator json) throws IOException {
    json.writeNumberField("id", entry.number());
    json.writeNumberField("epoch", entry.epoch());
    json.writeNumberField("created_at", entry.createdAt());
  }

  private static void sealed(SealedMessage message, JsonGenerator json) throws IOException {
    json.writeStringField("sender_id", message.sender().value());
    json.writeStringField("client_id", Bytes64.encode(message.clientId()));
    json.writeNumberField("at", message.at());
    json.writeNumberField("seen", message.seen());
    json.writeStringField("seen_hash", Bytes64.encode(message.seenHash()));
    json.writeStringField("nonce", Bytes64.encode(message.nonce()));
    json.writeStringField("ciphertext", Bytes64.encode(message.ciphertext()));
    json.writeStringField("signature", Bytes64.encode(message.signature()));
    if (!message.files().isEmpty()) {
      json.writeArrayFieldStart("files");
      for (FileId file : message.files()) {
        json.writeString(file.value());
      }
      json.writeEndArray();
    }
  }
}
