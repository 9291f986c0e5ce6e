package dev.ren.message;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.ChatId;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.util.Optional;

/** {@code POST /chat/{chatId}/read}: moves the caller's read mark. */
public final class MarkReadHandler extends RestHandler {
  static final long MAX_NUMBER = (1L << 53) - 1;

  private final Authenticator authenticator;
  private final MarkRead markRead;
  private final Clock clock;

  public MarkReadHandler() {
    this(Environment.system());
  }

  public MarkReadHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.markRead = MarkRead.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    ChatId chat = ChatId.parse(request.path("chatId"));
    long number = request.json().number("id", 0, MAX_NUMBER);
    markRead.mark(new Sender(caller.user(), Optional.empty()), chat, number);
    return RestResponse.noContent();
  }
}
