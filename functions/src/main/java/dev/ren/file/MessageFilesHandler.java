package dev.ren.file;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.ChatId;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.util.List;

/**
 * {@code GET /chat/{chatId}/messages/{messageId}/files}: all files of a message with their URLs.
 */
public final class MessageFilesHandler extends RestHandler {
  private final Authenticator authenticator;
  private final FindFiles findFiles;
  private final FileUrls urls;
  private final Clock clock;

  public MessageFilesHandler() {
    this(Environment.system());
  }

  public MessageFilesHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.findFiles = FindFiles.of(platform);
    this.urls = SignedUrlStorage.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    List<StoredFile> files =
        findFiles.ofMessage(
            caller.user(), ChatId.parse(request.path("chatId")), request.path("messageId"));
    return RestResponse.json(
        json -> {
          json.writeArrayFieldStart("files");
          for (StoredFile file : files) {
            json.writeStartObject();
            json.writeStringField("file_id", file.path().file().value());
            Downloads.layout(file.layout(), json);
            json.writeStringField("url", urls.object(file.path()).toString());
            json.writeEndObject();
          }
          json.writeEndArray();
          Downloads.expiry(clock, json);
        });
  }
}
