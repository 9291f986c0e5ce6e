package dev.ren.local.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code /metrics} in Prometheus' text format, and {@code /metrics/live}, a page that draws them.
 * The gateway's guard stands in front: this machine only, no foreign names, no foreign pages.
 */
public final class MetricsHandler extends Handler.Abstract {
  private static final String PATH = "/metrics";
  private static final Map<String, String> PAGE =
      Map.of(
          "/metrics/live", "text/html; charset=utf-8",
          "/metrics/live.css", "text/css; charset=utf-8",
          "/metrics/live.js", "text/javascript; charset=utf-8");

  private final LocalMetrics metrics;

  public MetricsHandler(LocalMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (!request.getMethod().equals("GET")) {
      return false;
    }
    if (path.equals(PATH)) {
      byte[] text = metrics.text().getBytes(StandardCharsets.UTF_8);
      answer(response, callback, "text/plain; version=0.0.4; charset=utf-8", text);
      return true;
    }
    String type = PAGE.get(path);
    if (type == null) {
      return false;
    }
    answer(response, callback, type, resource(path.substring(PATH.length() + 1)));
    return true;
  }

  private static void answer(Response response, Callback callback, String type, byte[] body) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static byte[] resource(String name) throws IOException {
    String file = name.equals("live") ? "live.html" : name;
    try (InputStream in = MetricsHandler.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("there is no " + file);
      }
      return in.readAllBytes();
    }
  }
}
