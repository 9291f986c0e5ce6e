package dev.ren.chat;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.ChatId;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code POST /chat/{chatId}/epochs}: begins the next epoch. */
public final class RenewEpochHandler extends RestHandler {
  private final Authenticator authenticator;
  private final RenewEpoch renewEpoch;
  private final Clock clock;

  public RenewEpochHandler() {
    this(Environment.system());
  }

  public RenewEpochHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.renewEpoch = RenewEpoch.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    ChatId chat = ChatId.parse(request.path("chatId"));
    EpochProposal proposal = EpochProposal.read(request.json(), chat);
    LogEntry.Epoch epoch = renewEpoch.renew(caller.user(), proposal);
    return RestResponse.json(json -> EntryJson.write(epoch, json));
  }
}
