package dev.ren.message;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.ChatId;
import dev.ren.platform.Environment;
import dev.ren.platform.P256;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.RateLimiter;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.time.Duration;

/** {@code DELETE /chat/{chatId}/messages/{messageId}}: takes a message back. */
public final class RemoveMessageHandler extends RestHandler {
  private static final int MOST = 300;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Authenticator authenticator;
  private final RateLimiter limiter;
  private final RemoveMessage removeMessage;
  private final Clock clock;

  public RemoveMessageHandler() {
    this(Environment.system());
  }

  public RemoveMessageHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.limiter = platform.rateLimiter();
    this.removeMessage = RemoveMessage.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    ChatId chat = ChatId.parse(request.path("chatId"));
    long number = number(request.path("messageId"));
    byte[] signature = request.json().bytesOf("signature", P256.SIGNATURE);
    limiter.count("remove", caller.user().value(), MOST, WINDOW);
    removeMessage.remove(caller.user(), chat, number, signature);
    return RestResponse.noContent();
  }

  private static long number(String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= MarkReadHandler.MAX_NUMBER) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notNumber();
    }
    throw notNumber();
  }

  private static Problem notNumber() {
    return Problem.badRequest("messageId is not a message's number");
  }
}
