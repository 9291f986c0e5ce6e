package dev.ren.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, closed in the opposite order; one that fails does not keep the others open. */
final class Cleanup implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger("dev.ren.local");

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOGGER.log(Level.WARNING, "does not close", e);
      }
    }
  }
}
