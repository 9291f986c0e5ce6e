package dev.ren.file;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.util.List;

/** {@code POST /chat/upload_chunk/…/{chunk_index}}: URLs for consecutive parts. */
public final class SignPartsHandler extends RestHandler {
  private final Authenticator authenticator;
  private final SignParts signParts;
  private final Clock clock;

  public SignPartsHandler() {
    this(Environment.system());
  }

  public SignPartsHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.signParts = SignParts.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    FilePath path = FilePath.of(request);
    int index = Uploads.index(request);
    List<byte[]> digests = Uploads.digests(request.json(), 1);
    SignParts.Signed signed = signParts.sign(caller.user(), path, index, digests);
    return RestResponse.json(json -> Uploads.write(signed, json));
  }
}
