package dev.ren.client.api;

import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.FileLayout;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The store's own interface: presigned PUT and GET of S3, without a token. */
public final class ObjectStore {
  /** The code of a URL that the store does not accept any more, or never did. */
  public static final String URL_REFUSED = "url_refused";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  // Headers that java.net.http sets by itself and lets nobody else set.
  private static final Set<String> OWN = Set.of("content-length", "host");

  private final HttpClient client;

  /** Connects through {@code client}. */
  public ObjectStore(HttpClient client) {
    this.client = client;
  }

  /** Puts one part. */
  public void put(FileApi.PartUrl to, ByteString part) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to.url())
            .timeout(PATIENCE)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(part.toArray()));
    to.headers()
        .forEach(
            (name, value) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                request.setHeader(name, value);
              }
            });
    send(request, 200);
  }

  /** Gets bytes of an object; fewer than asked for, where it ends before. */
  public ByteString get(FileApi.StoredObject from, FileLayout.Range range) {
    long last = range.offset() + range.length() - 1;
    return send(
        HttpRequest.newBuilder(from.url())
            .timeout(PATIENCE)
            .header("Range", "bytes=" + range.offset() + "-" + last),
        206);
  }

  private ByteString send(HttpRequest.Builder request, int expected) {
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      int status = response.statusCode();
      if (status != expected) {
        String code = status == 403 ? URL_REFUSED : status >= 500 ? "unavailable" : "bad_response";
        throw new ApiException(code, status, "the store's answer", Optional.empty());
      }
      return ByteString.of(response.body());
    } catch (IOException e) {
      throw ApiException.unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.unreachable(e);
    }
  }
}
