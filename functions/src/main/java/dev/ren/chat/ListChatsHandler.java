package dev.ren.chat;

import dev.ren.platform.Authenticator;
import dev.ren.platform.ChatId;
import dev.ren.platform.Environment;
import dev.ren.platform.PendingCaller;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.util.Optional;

/** {@code GET /user/chats}: a page of the caller's chats. */
public final class ListChatsHandler extends RestHandler {
  private final Authenticator authenticator;
  private final ListChats listChats;
  private final Clock clock;

  public ListChatsHandler() {
    this(Environment.system());
  }

  public ListChatsHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.listChats = ListChats.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    PendingCaller caller = authenticator.pending(request, clock.millis());
    Optional<ChatId> cursor = Optional.ofNullable(request.query("cursor")).map(ChatId::parse);
    ListChats.Page page = listChats.page(caller, cursor);
    return RestResponse.json(
        json -> {
          json.writeArrayFieldStart("chats");
          for (ChatSummary chat : page.chats()) {
            chat.write(json);
          }
          json.writeEndArray();
          if (page.next().isPresent()) {
            json.writeStringField("next", page.next().get().value());
          }
        });
  }
}
