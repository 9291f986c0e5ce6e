/**
 * The REST contract of {@code infra/openapi.yaml} and the socket of PROTOCOL.md §14, without any
 * cryptography: JSON in, records out. Calls keep no state, so each can be made by itself, with any
 * token and any body.
 *
 * <p>The server's refusals are {@link dev.ren.client.api.ApiException}; an answer that breaks the
 * contract is a {@link dev.ren.client.protocol.ProtocolException} with the code {@code malformed}.
 */
@NullMarked
package dev.ren.client.api;

import org.jspecify.annotations.NullMarked;
