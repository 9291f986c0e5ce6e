package dev.ren.client;

import dev.ren.client.protocol.ProtocolException;

/**
 * The account's state does not open, or is older than one seen. The session has begun and the store
 * holds the account, so that the person can decide: {@link RenClients#goOnWithoutState}.
 */
public final class StateRefused extends ProtocolException {
  private static final long serialVersionUID = 1L;

  StateRefused(ProtocolException cause) {
    super(cause.code(), "the account's state", cause);
  }
}
