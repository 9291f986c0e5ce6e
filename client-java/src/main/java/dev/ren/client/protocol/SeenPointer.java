package dev.ren.client.protocol;

/**
 * The newest log entry that a maker or sender had verified (§10).
 *
 * @param hash its msgHash, or epochHash of an epoch entry, 32 bytes
 */
public record SeenPointer(long number, ByteString hash) {}
