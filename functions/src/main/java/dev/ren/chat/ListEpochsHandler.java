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

/** {@code GET /chat/{chatId}/epochs}: epoch records with the caller's wraps. */
public final class ListEpochsHandler extends RestHandler {
  private static final long MAX_EPOCH = 0xffff_ffffL;

  private final Authenticator authenticator;
  private final ListEpochs listEpochs;
  private final Clock clock;

  public ListEpochsHandler() {
    this(Environment.system());
  }

  public ListEpochsHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.listEpochs = ListEpochs.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    ChatId chat = ChatId.parse(request.path("chatId"));
    ListEpochs.Page page =
        listEpochs.read(caller.user(), chat, request.query("from", 0, 0, MAX_EPOCH));
    return RestResponse.json(
        json -> {
          json.writeArrayFieldStart("epochs");
          for (EpochWithWrap epoch : page.epochs()) {
            epoch.write(json);
          }
          json.writeEndArray();
          if (page.next().isPresent()) {
            json.writeNumberField("next", page.next().getAsLong());
          }
        });
  }
}
