package dev.ren.integration;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.LogItem;
import java.util.List;

/** What a person sees of a chat. */
public final class Texts {
  private static final int ALL = 10_000;

  private Texts() {}

  /** The texts of a whole chat in order; only what passed every check has one. */
  public static List<String> of(RenClient client, ChatId chat) {
    return of(client.history(chat, ALL));
  }

  /** The texts among these items. */
  public static List<String> of(List<LogItem> items) {
    return items.stream()
        .filter(LogItem.Message.class::isInstance)
        .map(LogItem.Message.class::cast)
        .map(LogItem.Message::body)
        .filter(Body.Text.class::isInstance)
        .map(body -> ((Body.Text) body).text())
        .toList();
  }

  /** Why entries of a chat were refused, in order. */
  public static List<ErrorCode> refusals(List<LogItem> items) {
    return items.stream()
        .filter(LogItem.Refused.class::isInstance)
        .map(item -> ((LogItem.Refused) item).reason())
        .toList();
  }
}
