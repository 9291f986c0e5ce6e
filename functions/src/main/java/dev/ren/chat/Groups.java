package dev.ren.chat;

import dev.ren.platform.Platform;

/**
 * Whether groups may be made. While clients have no screens for them nobody could see or leave a
 * group, so a stranger could fill anybody's list of chats with them.
 */
enum Groups {
  REFUSED,
  ALLOWED;

  static Groups of(Platform platform) {
    return platform.isOn("GROUP_CHATS") ? ALLOWED : REFUSED;
  }
}
