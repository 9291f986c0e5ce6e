package dev.ren.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log of a running stack: {@code ren.log.0}, 5 MB at most, with the four files before it. */
final class LogFile implements AutoCloseable {
  private static final int LIMIT = 5_000_000;
  private static final int FILES = 5;

  /** The root of all loggers; what they log also goes where it went before. */
  private final Logger root = Logger.getLogger("");

  private final FileHandler handler;

  LogFile(Path folder) throws IOException {
    // "%" has a meaning in the pattern; the newest file is ren.log.0.
    String pattern = folder.resolve("ren.log").toString().replace("%", "%%") + ".%g";
    handler = new FileHandler(pattern, LIMIT, FILES, true);
    handler.setFormatter(new OneLine());
    handler.setLevel(Level.INFO);
    root.addHandler(handler);
  }

  @Override
  public void close() {
    root.removeHandler(handler);
    handler.close();
  }

  /** Exceptions by class and place: their messages can quote what a request carried. */
  private static final class OneLine extends Formatter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ISO_INSTANT.withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord entry) {
      StringBuilder line = new StringBuilder();
      line.append(TIME.format(Instant.ofEpochMilli(entry.getMillis())))
          .append(' ')
          .append(entry.getLevel())
          .append(' ')
          .append(entry.getLoggerName())
          .append(' ')
          .append(formatMessage(entry).replace('\n', ' '));
      Throwable thrown = entry.getThrown();
      while (thrown != null) {
        line.append(" | ").append(thrown.getClass().getName());
        StackTraceElement[] frames = thrown.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, 6); i++) {
          line.append(" at ").append(frames[i]);
        }
        thrown = thrown.getCause();
      }
      return line.append('\n').toString();
    }
  }
}
