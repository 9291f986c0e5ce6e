package dev.ren.client.cli;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.FileDetails;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.UserId;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Lines for a terminal. */
final class Printer {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final PrintWriter out;
  private final RenClient client;

  Printer(PrintWriter out, RenClient client) {
    this.out = out;
    this.client = client;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void item(LogItem item) {
    switch (item) {
      case LogItem.Message message ->
          line(time(message) + " " + name(message.sender()) + ": " + text(message));
      case LogItem.Epoch epoch ->
          line(
              (epoch.record().number() == 0 ? "-- chat begun by " : "-- new keys by ")
                  + name(epoch.record().maker())
                  + " --");
      case LogItem.Removed removed ->
          line("-- " + name(removed.sender()) + " removed a message --");
      case LogItem.Refused refused ->
          line("!! entry " + refused.id() + " refused: " + refused.reason().code());
    }
  }

  private static String time(LogItem.Message message) {
    String shown =
        TIME.format(Instant.ofEpochMilli(message.shownAt()).atZone(ZoneId.systemDefault()));
    return message.timesDiffer() ? shown + " (the sender's clock differs)" : shown;
  }

  private static String text(LogItem.Message message) {
    return switch (message.body()) {
      case Body.Text text -> printable(text.text());
      case Body.Files files -> printable(files(files, message.id()));
      case Body.Unknown unknown -> "[needs a newer client]";
    };
  }

  private static String files(Body.Files files, long entry) {
    StringBuilder text = new StringBuilder(files.text().orElse(""));
    for (FileReference file : files.files()) {
      FileDetails details = file.details();
      text.append(text.isEmpty() ? "" : " ")
          .append('[')
          .append(details.name())
          .append(", ")
          .append(details.size())
          .append(" bytes, entry ")
          .append(entry)
          .append(']');
    }
    return text.toString();
  }

  private String name(UserId user) {
    return client.loginOf(user).map(Login::value).orElse(user.value());
  }

  /** Without control characters: a message must not steer the terminal that shows it. */
  static String printable(String text) {
    return text.codePoints()
        .map(c -> c != '\n' && c != '\t' && Character.isISOControl(c) ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
