package dev.ren.client.protocol;

/**
 * One part of a stored object (§15).
 *
 * @param bytes the sealed chunk; in the last part the list of all digests follows it
 * @param digest SHA-256 of the sealed chunk, remembered before the part is sent
 * @param checksum SHA-256 of {@code bytes}, for the store
 */
public record SealedPart(int index, ByteString bytes, ByteString digest, ByteString checksum) {}
