package dev.ren.account;

import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.P256;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Replaces the one copy of an account's sealed state (PROTOCOL.md §8). The account key signs each
 * replacement, since every client opens the state before anything else: without the signature, one
 * stolen token could overwrite it with what opens nowhere, and the account were lost.
 */
final class ReplaceState {
  private final AccountStores stores;

  ReplaceState(AccountStores stores) {
    this.stores = stores;
  }

  /**
   * Checks the signature and writes.
   *
   * @throws Problem {@code credential_refused}, {@code conflict}
   */
  void replace(UserId user, Sealed state, byte[] signature) {
    List<Identity> newest = stores.accounts().identities(user, Optional.empty());
    byte[] record =
        new Wire.Writer()
            .label("state-sig")
            .text(user.value())
            .u64(state.rev())
            .raw(Crypto.sha256(state.bytes()))
            .bytes();
    if (newest.isEmpty()
        || !P256.verify(newest.getFirst().content().signingKey(), record, signature)) {
      throw Problem.of(
          ErrorCode.CREDENTIAL_REFUSED, "the state is not signed by the account's newest key");
    }
    if (!stores.states().replace(user, state)) {
      throw Problem.of(ErrorCode.CONFLICT, "the state has changed meanwhile");
    }
  }
}
