package dev.ren.local.gateway;

import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers only requests that were meant for this address: a foreign page cannot reach the stack
 * through a name of its own that it points at the loopback (DNS rebinding), nor open a socket.
 */
final class Security extends Handler.Wrapper {
  /**
   * On every answer. {@code wasm-unsafe-eval} is for Argon2id; inline styles are refused but for
   * attributes, by which Swagger UI and virtual lists place things. {@code frame-src} is for files
   * that a frame of ours turns into downloads.
   */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
              + " style-src-attr 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self';"
              + " connect-src 'self'; worker-src 'self'; media-src 'self' blob:;"
              + " manifest-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none';"
              + " form-action 'self'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=(self)");

  Security(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (!isLocal(request.getHttpURI().getHost())
        || (origin != null && !isOwn(origin, Request.getLocalPort(request)))) {
      Response.writeError(request, response, callback, 403);
      return true;
    }
    return super.handle(request, response, callback);
  }

  /** Whether a request was sent to this machine by a name that only this machine has. */
  static boolean isLocal(@Nullable String host) {
    return host != null
        && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]"));
  }

  private static boolean isOwn(String origin, int port) {
    return origin.equals("http://localhost:" + port)
        || origin.equals("http://127.0.0.1:" + port)
        || origin.equals("http://[::1]:" + port);
  }
}
