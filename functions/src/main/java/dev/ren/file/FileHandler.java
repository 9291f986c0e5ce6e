package dev.ren.file;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code GET /chat/file/…}: a URL for the whole object, which the client reads by ranges. */
public final class FileHandler extends RestHandler {
  private final Authenticator authenticator;
  private final FindFiles findFiles;
  private final FileUrls urls;
  private final Clock clock;

  public FileHandler() {
    this(Environment.system());
  }

  public FileHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.findFiles = FindFiles.of(platform);
    this.urls = SignedUrlStorage.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    StoredFile file = Downloads.file(findFiles, caller, request);
    return RestResponse.json(
        json -> {
          json.writeStringField("url", urls.object(file.path()).toString());
          json.writeNumberField("object_size", file.layout().objectSize());
          Downloads.expiry(clock, json);
        });
  }
}
