package dev.ren.message;

import dev.ren.chat.HeadStore;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.realtime.LiveConnection;
import dev.ren.realtime.Presence;
import dev.ren.realtime.PresenceStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Who says something in a chat, as the token tells.
 *
 * @param connectionId the socket that it came by; empty where it came by REST
 */
public record Sender(UserId user, Optional<String> connectionId) {

  /** Those whose sockets are read with the head: both of a 1:1, of a group only the sender. */
  static List<UserId> watched(ChatId chat, UserId sender) {
    return chat instanceof ChatId.Direct direct ? direct.members() : List.of(sender);
  }

  /**
   * Checks that the socket is still heard. The view may lag behind a registration, so what it does
   * not know is looked up once more.
   *
   * @throws Problem {@code expired} if the socket was ended, or its token ran out
   */
  void requireLive(HeadStore.View view, PresenceStore presences, long now) {
    if (connectionId.isEmpty()) {
      return;
    }
    String id = connectionId.get();
    boolean live =
        view.of(user)
            .connection(id)
            .filter(connection -> connection.isLiveAt(now))
            .or(() -> presences.find(user).connection(id))
            .filter(connection -> connection.isLiveAt(now))
            .isPresent();
    if (!live) {
      throw Problem.of(ErrorCode.EXPIRED, "renew the token with register, or connect anew");
    }
  }

  /** The sockets of an audience but the one that it came by: those whose token ran out as well. */
  List<LiveConnection> others(Collection<Presence> audience) {
    return audience.stream()
        .flatMap(presence -> presence.connections().stream())
        .filter(connection -> !connectionId.equals(Optional.of(connection.id())))
        .toList();
  }
}
