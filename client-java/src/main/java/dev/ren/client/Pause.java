package dev.ren.client;

import java.time.Duration;

/** How a client waits before it tries again; tests do not wait. */
@FunctionalInterface
public interface Pause {
  /** Returns after about that long. */
  void await(Duration duration) throws InterruptedException;
}
