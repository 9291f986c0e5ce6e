package dev.ren.message;

import dev.ren.chat.EntryJson;
import dev.ren.chat.LogEntry;
import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.ChatId;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code GET /chat/{chatId}/messages}: a page of the log. */
public final class ListMessagesHandler extends RestHandler {
  private static final long MAX_NUMBER = (1L << 53) - 1;

  private final Authenticator authenticator;
  private final ReadLog readLog;
  private final Clock clock;

  public ListMessagesHandler() {
    this(Environment.system());
  }

  public ListMessagesHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.readLog = ReadLog.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    ChatId chat = ChatId.parse(request.path("chatId"));
    int limit = (int) request.query("limit", ReadLog.MOST, 1, ReadLog.MOST);
    ReadLog.Page page = readLog.read(caller.user(), chat, range(request), limit);
    return RestResponse.json(
        json -> {
          json.writeArrayFieldStart("entries");
          for (LogEntry entry : page.entries()) {
            EntryJson.writeObject(entry, json);
          }
          json.writeEndArray();
          json.writeNumberField("head", page.head());
          if (page.companionRead().isPresent()) {
            json.writeNumberField("companion_read", page.companionRead().getAsLong());
          }
        });
  }

  private static ReadLog.Range range(RestRequest request) {
    boolean after = request.query("after") != null;
    boolean before = request.query("before") != null;
    if (after && before) {
      throw Problem.badRequest("after and before exclude each other");
    }
    if (after) {
      return new ReadLog.Range.After(request.query("after", -1, -1, MAX_NUMBER));
    }
    return before
        ? new ReadLog.Range.Before(request.query("before", 0, 0, MAX_NUMBER))
        : new ReadLog.Range.Newest();
  }
}
