package dev.ren.client.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What two people compare to know that nobody swapped their keys (§12). */
public final class SafetyNumber {
  private static final int GROUPS = 6;
  private static final BigInteger MODULUS = BigInteger.valueOf(100_000);

  private SafetyNumber() {}

  /** Twelve groups of five digits for the two members of a 1:1, the same for both. */
  public static List<String> of(EpochRecord newest) {
    if (newest.members().size() != 2) {
      throw new ProtocolException(ErrorCode.EPOCH_REFUSED, "a safety number is of two people");
    }
    List<String> groups = new ArrayList<>();
    newest.members().forEach(member -> groups.addAll(half(member.user(), member.fingerprint())));
    return List.copyOf(groups);
  }

  /** The six groups of one user. */
  static List<String> half(UserId user, ByteString fingerprint) {
    ByteString digest =
        Digest.sha256(
            ByteWriter.labelled(Label.SAFETY).variable(user.value()).raw(fingerprint).done());
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      BigInteger number = new BigInteger(1, digest.slice(5 * i, 5 * i + 5).toArray());
      groups.add("%05d".formatted(number.mod(MODULUS)));
    }
    return groups;
  }
}
