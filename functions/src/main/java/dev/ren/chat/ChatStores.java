package dev.ren.chat;

import dev.ren.platform.Platform;
import dev.ren.realtime.PresenceStore;

/** The stores that a chat's life touches. */
public record ChatStores(
    LogStore log, HeadStore heads, MemberStore members, WrapStore wraps, PresenceStore presences) {

  public static ChatStores of(Platform platform) {
    return new ChatStores(
        LogStore.of(platform),
        HeadStore.of(platform),
        MemberStore.of(platform),
        WrapStore.of(platform),
        PresenceStore.of(platform));
  }
}
