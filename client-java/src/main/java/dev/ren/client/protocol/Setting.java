package dev.ren.client.protocol;

/**
 * A setting of the account's clients (§8).
 *
 * @param at when it was made, in milliseconds since 1970
 */
public record Setting(long at, String value) {
  /** Of two, the later holds, then the greater value. */
  Setting merge(Setting that) {
    if (at != that.at) {
      return at > that.at ? this : that;
    }
    return value.compareTo(that.value) >= 0 ? this : that;
  }
}
