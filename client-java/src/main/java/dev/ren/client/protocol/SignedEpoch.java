package dev.ren.client.protocol;

/**
 * An epoch record with its maker's signature, not verified yet.
 *
 * @param signature 64 bytes
 */
public record SignedEpoch(EpochRecord record, ByteString signature) {
  /** From the wire. */
  public static SignedEpoch decode(ByteString record, ByteString signature) {
    return new SignedEpoch(EpochRecord.decode(record), signature);
  }
}
