/**
 * A client of REN Messenger: registration, login, recovery, chats, an outbox and a watch over the
 * socket. {@link dev.ren.client.RenClients} opens accounts, {@link dev.ren.client.RenClient} is one
 * opened account; the rest of the package serves these two.
 *
 * <p>Refusals of the server are {@link dev.ren.client.api.ApiException}, the client's own are
 * {@link dev.ren.client.protocol.ProtocolException}.
 */
@NullMarked
package dev.ren.client;

import org.jspecify.annotations.NullMarked;
