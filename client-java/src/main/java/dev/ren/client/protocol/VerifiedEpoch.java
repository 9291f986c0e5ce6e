package dev.ren.client.protocol;

import java.util.Optional;

/**
 * An epoch that passed the checks of §11.
 *
 * @param hash its epochHash
 * @param entry number of its log entry
 * @param secret if this client could open its wrap
 */
public record VerifiedEpoch(
    EpochRecord record, ByteString hash, long entry, Optional<EpochSecret> secret) {
  /** What the account's state keeps of it. */
  public EpochHead head() {
    return new EpochHead(record.number(), hash, entry);
  }
}
