package dev.ren.client.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.LogEntry;
import dev.ren.client.protocol.NewEpoch;
import dev.ren.client.protocol.SealedMessage;
import dev.ren.client.protocol.SignedEpoch;
import java.util.List;
import java.util.Optional;

/** Chats, their epochs and their logs. Nothing in the answers is verified yet. */
public final class ChatApi {
  private final Http http;

  /** Calls through {@code http}. */
  public ChatApi(Http http) {
    this.http = http;
  }

  /** {@code GET user/chats}. */
  public ChatPage chats(String token, Optional<String> cursor) {
    String page = cursor.map(value -> "?cursor=" + Http.encoded(value)).orElse("");
    JsonFields in = http.get("user/chats" + page, token).json();
    return new ChatPage(in.list("chats", ChatApi::readSummary), in.optionalText("next"));
  }

  /**
   * Schema ChatPage.
   *
   * @param next cursor of the next page
   */
  public record ChatPage(List<ChatSummary> chats, Optional<String> next) {}

  /**
   * Schema ChatSummary.
   *
   * @param companion of a 1:1
   * @param head newest number of the log
   * @param read the caller's read mark
   * @param unread an upper bound
   * @param at time of the newest entry
   */
  public record ChatSummary(
      ChatId chat, Optional<Person> companion, long head, long read, long unread, long at) {}

  /** {@code POST chat/create}. */
  public ChatCreated create(String token, NewEpoch epoch) {
    ObjectNode body = Wire.write(epoch).put("chat_id", epoch.epoch().record().chat().value());
    JsonFields in = http.post("chat/create", token, body).json();
    return new ChatCreated(in.flag("created"), readEpoch(in.fields("epoch")));
  }

  /**
   * Schema ChatCreated.
   *
   * @param created false where the chat existed
   */
  public record ChatCreated(boolean created, EpochInfo epoch) {}

  /** {@code GET chat/{chatId}/epochs}. */
  public EpochPage epochs(String token, ChatId chat, long from) {
    JsonFields in = http.get("chat/" + chat.value() + "/epochs?from=" + from, token).json();
    return new EpochPage(in.list("epochs", ChatApi::readEpoch), in.optionalNumber("next"));
  }

  /**
   * Schema EpochPage.
   *
   * @param next number of the next page's first epoch
   */
  public record EpochPage(List<EpochInfo> epochs, Optional<Long> next) {}

  /**
   * Schema EpochRecord.
   *
   * @param entry number of its log entry
   * @param wrap the caller's
   */
  public record EpochInfo(long entry, SignedEpoch signed, Optional<ByteString> wrap) {}

  /** {@code POST chat/{chatId}/epochs}; answers the number of its log entry. */
  public long renew(String token, NewEpoch epoch, long after) {
    String path = "chat/" + epoch.epoch().record().chat().value() + "/epochs";
    return http.post(path, token, Wire.write(epoch).put("after", after)).json().number("id");
  }

  /** {@code GET chat/{chatId}/messages?after=}. */
  public EntryPage after(String token, ChatId chat, long after) {
    return page(token, chat, "?after=" + after);
  }

  /** {@code GET chat/{chatId}/messages?before=}. */
  public EntryPage before(String token, ChatId chat, long before) {
    return page(token, chat, "?before=" + before);
  }

  /** {@code GET chat/{chatId}/messages}: the newest. */
  public EntryPage newest(String token, ChatId chat) {
    return page(token, chat, "");
  }

  /**
   * Schema EntryPage.
   *
   * @param head the newest number there is
   */
  public record EntryPage(List<LogEntry> entries, long head, Optional<Long> companionRead) {}

  /** {@code POST chat/massage}. */
  public MessageSent send(String token, ChatId chat, SealedMessage message, long after) {
    JsonFields in = http.post("chat/massage", token, Wire.write(chat, message, after)).json();
    return MessageSent.read(in);
  }

  /** Schema MessageSent. */
  public record MessageSent(ChatId chat, ByteString clientId, long id, long createdAt) {
    static MessageSent read(JsonFields in) {
      return new MessageSent(
          ChatId.parse(in.text("chat_id")),
          in.bytes("client_id"),
          in.number("id"),
          in.number("created_at"));
    }
  }

  /**
   * {@code DELETE chat/{chatId}/messages/{messageId}}.
   *
   * @param signature of {@link dev.ren.client.protocol.Removal}
   */
  public void remove(String token, ChatId chat, long id, ByteString signature) {
    ObjectNode body = JsonFields.object().put("signature", signature.toBase64Url());
    http.delete("chat/" + chat.value() + "/messages/" + id, token, body);
  }

  /** {@code POST chat/{chatId}/read}. */
  public void markRead(String token, ChatId chat, long id) {
    http.post("chat/" + chat.value() + "/read", token, JsonFields.object().put("id", id));
  }

  private EntryPage page(String token, ChatId chat, String query) {
    JsonFields in = http.get("chat/" + chat.value() + "/messages" + query, token).json();
    return new EntryPage(
        in.list("entries", Wire::readEntry),
        in.number("head"),
        in.optionalNumber("companion_read"));
  }

  private static ChatSummary readSummary(JsonFields in) {
    return new ChatSummary(
        ChatId.parse(in.text("chat_id")),
        in.optionalFields("companion").map(Person::read),
        in.number("head"),
        in.number("read"),
        in.number("unread"),
        in.optionalNumber("at").orElse(0L));
  }

  private static EpochInfo readEpoch(JsonFields in) {
    return new EpochInfo(in.number("id"), Wire.readEpoch(in), in.optionalBytes("wrap"));
  }
}
