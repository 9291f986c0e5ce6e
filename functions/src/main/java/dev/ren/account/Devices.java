package dev.ren.account;

import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;

/** The name that a client gives to its session, for the list of sessions. */
final class Devices {
  private static final int MAX = 64;

  private Devices() {}

  /** The field {@code device}, or the empty text. */
  static String name(JsonObject json) {
    if (!json.has("device")) {
      return "";
    }
    String name = json.string("device", MAX).strip();
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw Problem.badRequest("device has control characters");
    }
    return name;
  }
}
