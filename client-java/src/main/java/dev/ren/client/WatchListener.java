package dev.ren.client;

import dev.ren.client.api.SocketEvent;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.LogItem;

/** What a watch reports, one after the other on one thread. */
public interface WatchListener {
  /** A new entry of a chat, verified or refused, once and in order of its number. */
  void item(ChatId chat, LogItem item);

  /** Anything else that the socket brought: presence, typing, read marks. */
  default void event(SocketEvent event) {}

  /** The connection came, and everything missed was reported; or it went. */
  default void connected(boolean up) {}

  /** A chat could not be read: the client refused what it got, or the server the call. */
  default void failed(ChatId chat, RuntimeException reason) {}

  /** The watch is over, because the session is. */
  default void ended() {}
}
