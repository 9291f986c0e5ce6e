package dev.ren.chat;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.ChatId;
import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Platform;
import dev.ren.platform.RateLimiter;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.time.Duration;

/** {@code POST /chat/{chatId}/epochs}: begins the next epoch. */
public final class RenewEpochHandler extends RestHandler {
  private static final long MAX_NUMBER = (1L << 53) - 1;

  /** New account keys renew all chats of a person, one after the other. */
  private static final int RENEWALS_PER_HOUR = 3000;

  private final Authenticator authenticator;
  private final RateLimiter rateLimiter;
  private final RenewEpoch renewEpoch;
  private final Clock clock;

  public RenewEpochHandler() {
    this(Environment.system());
  }

  public RenewEpochHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.rateLimiter = platform.rateLimiter();
    this.renewEpoch = RenewEpoch.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    ChatId chat = ChatId.parse(request.path("chatId"));
    JsonObject json = request.json();
    EpochProposal proposal = EpochProposal.read(json, chat);
    proposal.requireSeenBy(json.number("after", 0, MAX_NUMBER));
    rateLimiter.count("chat_renew", caller.user().value(), RENEWALS_PER_HOUR, Duration.ofHours(1));
    LogEntry.Epoch epoch = renewEpoch.renew(caller.user(), proposal);
    return RestResponse.json(answer -> EntryJson.write(epoch, answer));
  }
}
