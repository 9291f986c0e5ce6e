package dev.ren.client.protocol;

/**
 * A sealed blob with the revision of its own last sealing, which its associated data holds (§5,
 * §8).
 */
public record Sealed(long rev, ByteString bytes) {}
