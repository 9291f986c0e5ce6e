package dev.ren.file;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Platform;
import dev.ren.platform.RateLimiter;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** {@code POST /chat/upload_metadata/…}: announces a file, or says how far its upload is. */
public final class OpenUploadHandler extends RestHandler {
  private static final int MOST = 600;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Authenticator authenticator;
  private final OpenUpload openUpload;
  private final SignParts signParts;
  private final RateLimiter limiter;
  private final Clock clock;

  public OpenUploadHandler() {
    this(Environment.system());
  }

  public OpenUploadHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.openUpload = OpenUpload.of(platform);
    this.signParts = SignParts.of(platform);
    this.limiter = platform.rateLimiter();
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    FilePath path = FilePath.of(request);
    JsonObject body = request.json();
    long size = Uploads.size(body);
    List<byte[]> digests = Uploads.digests(body, 0);
    limiter.count("upload", caller.user().value(), MOST, WINDOW);
    OpenUpload.Status status = openUpload.open(caller.user(), path, size);
    return RestResponse.json(
        json -> {
          json.writeStringField("state", status.isOpen() ? "open" : "complete");
          Uploads.write(status.parts(), json);
          Uploads.write(
              signParts.sign(status.file(), 0, status.isOpen() ? digests : List.of()), json);
        });
  }
}
