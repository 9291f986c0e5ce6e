package dev.ren.client.protocol;

import java.util.Comparator;

/**
 * The newest epoch that this account has verified in a chat (§8).
 *
 * @param number of the epoch
 * @param hash its epochHash, 32 bytes
 * @param entry number of its log entry
 */
public record EpochHead(long number, ByteString hash, long entry) {
  /** The head that holds of two comes last: the higher epoch, the lower entry, the lower hash. */
  private static final Comparator<EpochHead> STRENGTH =
      Comparator.comparingLong(EpochHead::number)
          .thenComparing(Comparator.comparingLong(EpochHead::entry).reversed())
          .thenComparing(
              Comparator.comparing((EpochHead head) -> head.hash.toBase64Url()).reversed());

  /** Of two, the one that holds. */
  EpochHead merge(EpochHead that) {
    return STRENGTH.compare(this, that) >= 0 ? this : that;
  }
}
