/**
 * The protocol of {@code web-client/src/protocol/PROTOCOL.md} ("§"), written a second time: bytes,
 * keys, seals, signatures and the checks of a client, without network and storage.
 *
 * <p>Every refusal is a {@link dev.ren.client.protocol.ProtocolException} with a code of §16.
 * Randomness and time are passed in. Plaintext of messages comes out of {@link
 * dev.ren.client.protocol.LogVerifier} and nowhere else.
 */
@NullMarked
package dev.ren.client.protocol;

import org.jspecify.annotations.NullMarked;
