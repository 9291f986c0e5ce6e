package dev.ren.file;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code GET /chat/file_chunk/…/{chunk_index}}: a URL for one sealed chunk. */
public final class FileChunkHandler extends RestHandler {
  private final Authenticator authenticator;
  private final FindFiles findFiles;
  private final FileUrls urls;
  private final Clock clock;

  public FileChunkHandler() {
    this(Environment.system());
  }

  public FileChunkHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.findFiles = FindFiles.of(platform);
    this.urls = SignedUrlStorage.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    int index = Uploads.index(request);
    StoredFile file = Downloads.file(findFiles, caller, request);
    String range = file.layout().chunkRange(file.layout().requireIndex(index));
    return RestResponse.json(
        json -> {
          json.writeStringField("url", urls.object(file.path()).toString());
          json.writeObjectFieldStart("headers");
          json.writeStringField("range", range);
          json.writeEndObject();
          Downloads.expiry(clock, json);
        });
  }
}
