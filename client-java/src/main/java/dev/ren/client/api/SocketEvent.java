package dev.ren.client.api;

import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.LogEntry;
import dev.ren.client.protocol.UserId;
import java.util.List;
import java.util.Optional;

/** What comes from the server over the socket (§14): hints, never the truth. */
public sealed interface SocketEvent {
  /** The connection is the user's until the time given, in milliseconds since 1970. */
  record Registered(UserId user, long expiresAt) implements SocketEvent {}

  /** The contacts' presence. */
  record StatusRegistered(List<Presence> contacts) implements SocketEvent {}

  /** A contact came or went. */
  record StatusUpdate(Presence presence) implements SocketEvent {}

  /** A contact's presence. */
  record Presence(UserId user, boolean online, Optional<Long> lastSeen) {
    static Presence read(JsonFields in) {
      return new Presence(
          new UserId(in.text("user_id")), in.flag("online"), in.optionalNumber("last_seen"));
    }
  }

  /** A message was stored; not verified yet. */
  record NewMessage(ChatId chat, LogEntry entry) implements SocketEvent {}

  /** An epoch began. */
  record NewEpoch(ChatId chat, long id) implements SocketEvent {}

  /** The acknowledgement of an own message. */
  record MessageSent(ChatApi.MessageSent sent) implements SocketEvent {}

  /** Somebody read up to a number. */
  record Read(ChatId chat, UserId user, long id) implements SocketEvent {}

  /** The own read mark moved. */
  record ReadMarked(ChatId chat, long id) implements SocketEvent {}

  /** Somebody is writing. */
  record Typing(ChatId chat, UserId user) implements SocketEvent {}

  /** The answer to a ping. */
  record Pong() implements SocketEvent {}

  /** The session is over: no use in connecting again. */
  record SessionEnded() implements SocketEvent {}

  /** A refusal. */
  record Failed(String code, Optional<ByteString> clientId, Optional<String> chat)
      implements SocketEvent {}

  /** The connection is gone; the reader reads from its cursor after the next one. */
  record Closed(int status, String reason) implements SocketEvent {}

  /** A type that this client does not know, or bytes that break the contract. */
  record Unknown(String text) implements SocketEvent {}

  /** Reads one text. */
  static SocketEvent read(String text) {
    JsonFields in = JsonFields.parse(text);
    return switch (in.text("type")) {
      case "registered" -> new Registered(new UserId(in.text("user_id")), in.number("expires_at"));
      case "status_registered" -> new StatusRegistered(in.list("contacts", Presence::read));
      case "status_update", "contact_status" -> new StatusUpdate(Presence.read(in));
      case "new_message" -> new NewMessage(chat(in), Wire.readEntry(in.fields("entry")));
      case "new_epoch" -> new NewEpoch(chat(in), in.number("id"));
      case "message_sent" -> new MessageSent(ChatApi.MessageSent.read(in));
      case "read" -> new Read(chat(in), new UserId(in.text("user_id")), in.number("id"));
      case "read_marked" -> new ReadMarked(chat(in), in.number("id"));
      case "typing" -> new Typing(chat(in), new UserId(in.text("user_id")));
      case "pong" -> new Pong();
      case "session_ended" -> new SessionEnded();
      case "error" ->
          new Failed(in.text("code"), in.optionalBytes("client_id"), in.optionalText("chat_id"));
      default -> new Unknown(text);
    };
  }

  private static ChatId chat(JsonFields in) {
    return ChatId.parse(in.text("chat_id"));
  }
}
