package dev.ren.integration.badinput;

import dev.ren.integration.OwnStack;
import dev.ren.integration.Store;
import java.io.IOException;

/**
 * What calls are made wrong against: a stack of its own, since its tables are compared as a whole.
 *
 * @param good the calls of which each wrong one is a change
 */
record Stand(Contract contract, OwnStack stack, Store store, GoodCalls good)
    implements AutoCloseable {
  static Stand start() throws IOException {
    OwnStack stack = OwnStack.start();
    return new Stand(
        Contract.read(OwnStack.projectFolder()),
        stack,
        stack.store(),
        new GoodCalls(stack.target()));
  }

  @Override
  public void close() {
    store.close();
    stack.close();
  }
}
