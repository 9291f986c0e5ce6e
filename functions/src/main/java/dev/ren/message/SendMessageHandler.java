package dev.ren.message;

import dev.ren.chat.LogEntry;
import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.util.Optional;

/** {@code POST /chat/massage}: sends a message. */
public final class SendMessageHandler extends RestHandler {
  private final Authenticator authenticator;
  private final SendMessage sendMessage;
  private final Clock clock;

  public SendMessageHandler() {
    this(Environment.system());
  }

  public SendMessageHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.sendMessage = SendMessage.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    OutgoingMessage message = OutgoingMessage.read(request.json(), caller.user());
    LogEntry.Message sent = sendMessage.send(new Sender(caller.user(), Optional.empty()), message);
    return RestResponse.json(json -> MessageSent.write(sent, json));
  }
}
