package dev.ren.realtime;

import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.List;

/** Who sees whether a user is online: the people of the 1:1 chats in which both have written. */
final class Contacts {
  private final ContactStore chats;
  private final PresenceStore presences;

  Contacts(ContactStore chats, PresenceStore presences) {
    this.chats = chats;
    this.presences = presences;
  }

  static Contacts of(Platform platform) {
    return new Contacts(ContactStore.of(platform), PresenceStore.of(platform));
  }

  /** Their sockets: one query and a batch for every 50. */
  List<Presence> of(UserId user) {
    return presences.ofContacts(user, chats.of(user));
  }

  /** Those of their sockets that live, at the same price. */
  List<LiveConnection> liveAt(UserId user, long now) {
    return of(user).stream().flatMap(presence -> presence.liveAt(now).stream()).toList();
  }
}
