package dev.ren.file;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code GET /chat/file_metadata/…}: how large a file is. */
public final class FileMetadataHandler extends RestHandler {
  private final Authenticator authenticator;
  private final FindFiles findFiles;
  private final Clock clock;

  public FileMetadataHandler() {
    this(Environment.system());
  }

  public FileMetadataHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.findFiles = FindFiles.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    StoredFile file = Downloads.file(findFiles, caller, request);
    return RestResponse.json(json -> Downloads.layout(file.layout(), json));
  }
}
