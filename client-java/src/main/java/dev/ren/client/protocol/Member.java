package dev.ren.client.protocol;

/**
 * One line of an epoch's roster (§9).
 *
 * @param fingerprint of the identity that the epoch's secret was wrapped to
 */
public record Member(UserId user, ByteString fingerprint, Role role) {
  /** What a member may do (§2). */
  public enum Role {
    /** May renew an epoch and replace fingerprints by their signed successors. */
    MEMBER(0),
    /** May also add, remove and change others. */
    ADMIN(1);

    private final int value;

    Role(int value) {
      this.value = value;
    }

    int value() {
      return value;
    }

    static Role of(int value) {
      return switch (value) {
        case 0 -> MEMBER;
        case 1 -> ADMIN;
        default -> throw new ProtocolException(ErrorCode.MALFORMED, "unknown role");
      };
    }
  }
}
