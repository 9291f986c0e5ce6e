package dev.ren.file;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code GET /user/storage}: how much room the caller has. */
public final class StorageHandler extends RestHandler {
  private final Authenticator authenticator;
  private final ShowStorage showStorage;
  private final FileLimits limits;
  private final Clock clock;

  public StorageHandler() {
    this(Environment.system());
  }

  public StorageHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.showStorage = ShowStorage.of(platform);
    this.limits = FileLimits.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    long used = showStorage.used(caller.user());
    return RestResponse.json(
        json -> {
          json.writeNumberField("used", used);
          json.writeNumberField("quota", limits.quota());
          json.writeNumberField("max_file", limits.file());
        });
  }
}
