package dev.ren.client.protocol;

/**
 * The newest epoch that this account has verified in a chat (§8).
 *
 * @param number of the epoch
 * @param hash its epochHash, 32 bytes
 * @param entry number of its log entry
 */
public record EpochHead(long number, ByteString hash, long entry) {}
