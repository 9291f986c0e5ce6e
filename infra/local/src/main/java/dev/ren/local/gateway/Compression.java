package dev.ren.local.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Files of the site as CloudFront compresses them: from 1,000 bytes on, text only. Answers of the
 * API never pass here: on AWS they are not compressed either, and the length of a secret beside
 * what somebody else chose would tell of the secret.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html">Serving
 *     compressed files</a>
 */
final class Compression {
  private static final int SHORTEST = 1_000;
  private static final Set<String> ENDINGS =
      Set.of("html", "js", "css", "svg", "ico", "wasm", "json", "webmanifest", "yaml", "txt");

  /** By the tag of what was compressed: a site is few files, and each is asked for often. */
  private final Map<String, byte[]> compressed = new ConcurrentHashMap<>();

  /** Whether what is answered depends on what the browser accepts. */
  static boolean applies(String ending, byte[] body) {
    return ENDINGS.contains(ending) && body.length >= SHORTEST;
  }

  static boolean accepted(Request request) {
    return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING).contains("gzip");
  }

  byte[] gzip(String tag, byte[] body) {
    return compressed.computeIfAbsent(tag, ignored -> gzip(body));
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
