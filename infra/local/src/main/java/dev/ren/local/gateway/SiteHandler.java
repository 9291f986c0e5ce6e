package dev.ren.local.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The web client's files and Swagger UI, with the headers that CloudFront adds on AWS. A path that
 * is no file and has no ending is a page of the client, which routes it itself.
 */
final class SiteHandler extends Handler.Abstract {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("yaml", "application/yaml; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private static final String WEAK = "W/";

  private final Path web;
  private final Path openapi;
  private final Compression compression = new Compression();

  SiteHandler(Path web, Path openapi) {
    this.web = web.toAbsolutePath().normalize();
    this.openapi = openapi;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getDecodedPath();
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    byte @Nullable [] body = reads && path != null ? find(path) : null;
    if (body == null) {
      Response.writeError(request, response, callback, reads ? 404 : 405);
      return true;
    }
    boolean page = isPage(path);
    String type = page ? "html" : ending(path);
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, TYPES.getOrDefault(type, "application/octet-stream"));
    response
        .getHeaders()
        .put(
            HttpHeader.CACHE_CONTROL,
            path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    send(request, response, callback, type, body);
    return true;
  }

  private void send(
      Request request, Response response, Callback callback, String type, byte[] whole) {
    String tag = '"' + tagOf(whole) + '"';
    byte[] body = whole;
    String sentTag = tag;
    if (Compression.applies(type, whole)) {
      response.getHeaders().put(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
      if (Compression.accepted(request)) {
        body = compression.gzip(tag, whole);
        // The same file in other bytes: a weak tag, as CloudFront makes of it (RFC 9110 §8.8.1).
        sentTag = WEAK + tag;
        response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
      }
    }
    response.getHeaders().put(HttpHeader.ETAG, sentTag);
    String known = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
    // Compared weakly, RFC 9110 §13.1.2.
    if (known != null && tag.equals(known.startsWith(WEAK) ? known.substring(2) : known)) {
      response.setStatus(304);
      response.getHeaders().remove(HttpHeader.CONTENT_ENCODING);
      callback.succeeded();
    } else {
      response.write(true, ByteBuffer.wrap(body), callback);
    }
  }

  private static String tagOf(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The decoded path may hold {@code ..} and what no file name can hold: nothing leads out. */
  private byte @Nullable [] find(String path) throws IOException {
    if (path.indexOf('\0') >= 0) {
      return null;
    }
    if (path.equals("/docs") || path.startsWith("/docs/")) {
      String name = path.equals("/docs") ? "" : path.substring("/docs/".length());
      return name.equals("openapi.yaml") ? Files.readAllBytes(openapi) : Docs.file(name);
    }
    Path file = web.resolve(path.substring(1)).normalize();
    if (!file.startsWith(web)) {
      return null;
    }
    if (Files.isRegularFile(file)) {
      return Files.readAllBytes(file);
    }
    Path index = web.resolve("index.html");
    return !isPage(path) || !Files.exists(index) ? null : Files.readAllBytes(index);
  }

  /** A chat's id has a dot as well, so a page is whatever does not end as one of our files does. */
  private static boolean isPage(String path) {
    return !TYPES.containsKey(ending(path));
  }

  private static String ending(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
