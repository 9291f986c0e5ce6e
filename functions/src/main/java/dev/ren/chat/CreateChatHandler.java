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

/** {@code POST /chat/create}: makes a chat by its epoch 0. */
public final class CreateChatHandler extends RestHandler {
  /** A new chat stands in a stranger's list: enough for anybody's friends, not for a flood. */
  private static final int CHATS_PER_HOUR = 500;

  private final Authenticator authenticator;
  private final RateLimiter rateLimiter;
  private final CreateChat createChat;
  private final Clock clock;

  public CreateChatHandler() {
    this(Environment.system());
  }

  public CreateChatHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.rateLimiter = platform.rateLimiter();
    this.createChat = CreateChat.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    JsonObject body = request.json();
    ChatId chat = ChatId.parse(body.string("chat_id"));
    EpochProposal proposal = EpochProposal.read(body, chat);
    rateLimiter.count("chat_create", caller.user().value(), CHATS_PER_HOUR, Duration.ofHours(1));
    CreateChat.Created chatNow = createChat.create(caller.user(), proposal);
    return RestResponse.json(
        json -> {
          json.writeStringField("chat_id", chat.value());
          json.writeBooleanField("created", chatNow.created());
          json.writeFieldName("epoch");
          chatNow.epoch().write(json);
        });
  }
}
