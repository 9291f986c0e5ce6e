package dev.ren.file;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code POST /chat/upload_complete/…}: makes an object of the parts. */
public final class CompleteUploadHandler extends RestHandler {
  private final Authenticator authenticator;
  private final CompleteUpload completeUpload;
  private final Clock clock;

  public CompleteUploadHandler() {
    this(Environment.system());
  }

  public CompleteUploadHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.completeUpload = CompleteUpload.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    StoredFile file = completeUpload.complete(caller.user(), FilePath.of(request));
    return RestResponse.json(
        json -> {
          json.writeStringField("state", "complete");
          json.writeNumberField("size", file.layout().size());
        });
  }
}
