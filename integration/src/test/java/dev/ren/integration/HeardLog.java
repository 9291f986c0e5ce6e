package dev.ren.integration;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the functions log while it is open, the lines included that are off in normal work. */
final class HeardLog extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("dev.ren");
  private final Level before = logger.getLevel();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  HeardLog() {
    logger.setLevel(Level.FINE);
    logger.addHandler(this);
  }

  /** The lines of one event that were logged on behalf of one request. */
  List<String> of(String event, String correlationId) {
    return lines.stream()
        .filter(line -> line.contains("\"event\":\"" + event + '"'))
        .filter(line -> line.contains("\"correlation_id\":\"" + correlationId + '"'))
        .toList();
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(entry.getMessage());
  }

  @Override
  public void flush() {
    // Lines are heard as they come.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(before);
  }
}
