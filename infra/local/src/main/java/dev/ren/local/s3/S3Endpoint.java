package dev.ren.local.s3;

import java.io.IOException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Passes {@code /s3/…} on to the S3 emulator, byte by byte as it comes. Host and path stay as they
 * are: the browser's URL was signed with them.
 */
public final class S3Endpoint extends ProxyHandler.Reverse {
  private static final String TAGS = "x-amz-tagging";
  private static final String TAGGING = "tagging";

  private final Tags tags;

  /**
   * Passes on to an emulator.
   *
   * @param port where it listens
   * @param tags kept here, since the emulator has none
   */
  public S3Endpoint(int port, Tags tags) {
    super(
        request -> HttpURI.build(request.getHttpURI()).scheme("http").authority("127.0.0.1", port));
    this.tags = tags;
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getDecodedPath();
    if (!path.startsWith(LocalS3.PATH + "/")) {
      return false;
    }
    String object = path.substring(LocalS3.PATH.length() + 1);
    try {
      String tagging = request.getHeaders().get(TAGS);
      if (tagging != null) {
        tags.put(object, tagging);
      }
      if (isUntagging(request)) {
        tags.delete(object);
        response.setStatus(HttpStatus.NO_CONTENT_204);
        callback.succeeded();
        return true;
      }
      return super.handle(request, response, callback);
    } catch (IOException | RuntimeException e) {
      callback.failed(e);
      return true;
    }
  }

  private static boolean isUntagging(org.eclipse.jetty.server.Request request) {
    String query = request.getHttpURI().getQuery();
    return HttpMethod.DELETE.is(request.getMethod())
        && query != null
        && (query.equals(TAGGING) || query.equals(TAGGING + "="));
  }

  @Override
  protected void copyRequestHeaders(org.eclipse.jetty.server.Request request, Request toEmulator) {
    super.copyRequestHeaders(request, toEmulator);
    String host = request.getHeaders().get(HttpHeader.HOST);
    toEmulator.headers(headers -> headers.put(HttpHeader.HOST, host));
  }

  @Override
  protected void addProxyHeaders(org.eclipse.jetty.server.Request request, Request toEmulator) {
    // None: they are not signed, and nobody reads them.
  }

  /** The gateway's own security headers are set already. */
  @Override
  protected @Nullable HttpField filterServerToProxyResponseField(HttpField field) {
    return field.getHeader() == HttpHeader.SERVER ? null : field;
  }
}
