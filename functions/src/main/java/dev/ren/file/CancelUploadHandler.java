package dev.ren.file;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code DELETE /chat/upload_metadata/…}: gives up an upload. */
public final class CancelUploadHandler extends RestHandler {
  private final Authenticator authenticator;
  private final CancelUpload cancelUpload;
  private final Clock clock;

  public CancelUploadHandler() {
    this(Environment.system());
  }

  public CancelUploadHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.cancelUpload = CancelUpload.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    cancelUpload.cancel(caller.user(), FilePath.of(request));
    return RestResponse.noContent();
  }
}
