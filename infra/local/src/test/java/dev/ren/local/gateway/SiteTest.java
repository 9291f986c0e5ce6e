package dev.ren.local.gateway;

import static dev.ren.local.gateway.Stand.failing;
import static dev.ren.local.gateway.Stand.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.platform.Json;
import java.io.ByteArrayInputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web site and what guards the one address. */
final class SiteTest {
  @TempDir Path folder;

  @BeforeEach
  void write_the_site() throws Exception {
    Files.createDirectories(folder.resolve("web/assets"));
    Files.writeString(folder.resolve("web/index.html"), "<p>client");
    Files.writeString(folder.resolve("web/assets/app-1a2b.js"), "app()");
    Files.writeString(folder.resolve("outside.txt"), "outside");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/chat/abc", "/login", "/api"})
  void every_page_is_the_client(String path) throws Exception {
    try (Stand stand = plan().start(folder)) {
      HttpResponse<String> page = stand.get(path);
      assertEquals("<p>client", page.body());
      assertEquals("no-cache", page.headers().firstValue("Cache-Control").orElseThrow());
      assertEquals(
          "text/html; charset=utf-8", page.headers().firstValue("Content-Type").orElseThrow());
    }
  }

  @Test
  void an_asset_never_changes_and_a_missing_one_is_not_the_client() throws Exception {
    try (Stand stand = plan().start(folder)) {
      HttpResponse<String> asset = stand.get("/assets/app-1a2b.js");
      assertEquals("app()", asset.body());
      assertEquals(
          "public, max-age=31536000, immutable",
          asset.headers().firstValue("Cache-Control").orElseThrow());
      assertEquals(404, stand.get("/assets/app-9z.js").statusCode());
    }
  }

  @Test
  void what_a_browser_has_is_not_sent_again() throws Exception {
    try (Stand stand = plan().start(folder)) {
      String tag = stand.get("/").headers().firstValue("ETag").orElseThrow();
      HttpRequest.Builder again = HttpRequest.newBuilder(stand.url("/"));
      HttpResponse<String> same = stand.send(again.header("If-None-Match", tag));
      assertEquals(304, same.statusCode());
      assertEquals("", same.body());
    }
  }

  @Test
  void a_long_file_comes_compressed_to_whom_that_is_welcome() throws Exception {
    String script = "app();".repeat(1_000);
    Files.writeString(folder.resolve("web/assets/long-3c4d.js"), script);
    try (Stand stand = plan().start(folder)) {
      HttpResponse<byte[]> packed = stand.bytes("/assets/long-3c4d.js", "br;q=1, gzip;q=0.8");
      assertEquals("gzip", packed.headers().firstValue("Content-Encoding").orElseThrow());
      assertTrue(packed.body().length < script.length() / 10, packed.body().length + " bytes");
      try (GZIPInputStream unpacked =
          new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
        assertEquals(script, new String(unpacked.readAllBytes(), StandardCharsets.UTF_8));
      }
      HttpResponse<byte[]> plain = stand.bytes("/assets/long-3c4d.js", "gzip;q=0");
      assertEquals(script, new String(plain.body(), StandardCharsets.UTF_8));
      assertTrue(plain.headers().firstValue("Content-Encoding").isEmpty());
      for (HttpResponse<byte[]> either : List.of(packed, plain)) {
        assertEquals("Accept-Encoding", either.headers().firstValue("Vary").orElseThrow());
      }
      String weak = packed.headers().firstValue("ETag").orElseThrow();
      assertEquals("W/" + plain.headers().firstValue("ETag").orElseThrow(), weak);
      HttpRequest.Builder again = HttpRequest.newBuilder(stand.url("/assets/long-3c4d.js"));
      HttpResponse<String> same =
          stand.send(again.header("Accept-Encoding", "gzip").header("If-None-Match", weak));
      assertEquals(304, same.statusCode());
    }
  }

  @Test
  void short_files_pictures_and_fonts_and_the_api_are_not_compressed() throws Exception {
    Files.write(folder.resolve("web/assets/font-5e6f.woff2"), new byte[5_000]);
    String longAnswer = "x".repeat(5_000);
    try (Stand stand =
        plan()
            .route("GET", "/user", event -> "{\"statusCode\":200,\"body\":\"" + longAnswer + "\"}")
            .start(folder)) {
      for (String path : List.of("/", "/assets/font-5e6f.woff2", "/api/user")) {
        HttpResponse<byte[]> answer = stand.bytes(path, "gzip");
        assertEquals(200, answer.statusCode(), path);
        assertTrue(answer.headers().firstValue("Content-Encoding").isEmpty(), path);
        assertTrue(answer.headers().firstValue("Vary").isEmpty(), path);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../outside.txt", "/..%2foutside.txt", "/%2e%2e/outside.txt", "/a%00b"})
  void no_path_leads_out_of_the_site(String path) throws Exception {
    try (Stand stand = plan().start(folder);
        RawClient raw = RawClient.to(stand.port())) {
      String answer = raw.ask("GET " + path + " HTTP/1.1", "Host: localhost");
      assertTrue(answer.startsWith("HTTP/1.1 40"), answer);
      assertFalse(answer.contains("outside\n"), answer);
      assertFalse(answer.contains("Exception"), answer);
    }
  }

  @Test
  void the_api_is_documented_without_an_inline_script() throws Exception {
    try (Stand stand = plan().start(folder)) {
      String page = stand.get("/docs").body();
      assertTrue(page.contains("<script src=\"/docs/start.js\"></script>"), page);
      assertTrue(stand.get("/docs/start.js").body().contains("/docs/openapi.yaml"));
      assertTrue(stand.get("/docs/openapi.yaml").body().startsWith("openapi: 3.1"));
      assertEquals(200, stand.get("/docs/swagger-ui-bundle.js").statusCode());
      assertEquals(200, stand.get("/docs/swagger-ui.css").statusCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/nothing", "/docs", "/assets/nothing.js"})
  void every_answer_carries_the_security_headers(String path) throws Exception {
    try (Stand stand = plan().start(folder)) {
      HttpResponse<String> response = stand.get(path);
      String policy = response.headers().firstValue("Content-Security-Policy").orElseThrow();
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self'"), policy);
      assertFalse(policy.contains("'unsafe-eval'"), policy);
      assertTrue(policy.contains("; media-src 'self' blob:;"), policy);
      assertEquals(
          "nosniff", response.headers().firstValue("X-Content-Type-Options").orElseThrow());
      assertEquals("no-referrer", response.headers().firstValue("Referrer-Policy").orElseThrow());
      assertEquals(
          "camera=(), geolocation=(), microphone=(self)",
          response.headers().firstValue("Permissions-Policy").orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "10.0.0.1"})
  void a_foreign_name_for_this_machine_is_refused(String host) throws Exception {
    try (Stand stand = plan().route("GET", "/user", failing("reached")).start(folder);
        RawClient raw = RawClient.to(stand.port())) {
      String answer = raw.ask("GET /api/user HTTP/1.1", "Host: " + host);
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    }
  }

  @Test
  void a_page_of_another_origin_may_not_call() throws Exception {
    try (Stand stand = plan().route("POST", "/login", failing("reached")).start(folder)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(stand.url("/api/login"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .header("Origin", "http://localhost:1");
      HttpResponse<String> response = stand.send(request);
      assertEquals(403, response.statusCode());
      assertEquals("forbidden", Json.parse(response.body()).string("code"));
    }
  }

  @Test
  void both_addresses_of_localhost_answer() throws Exception {
    try (Stand stand = plan().start(folder)) {
      for (InetAddress address : InetAddress.getAllByName("localhost")) {
        String host = address instanceof Inet6Address ? "[::1]" : "127.0.0.1";
        HttpRequest.Builder request =
            HttpRequest.newBuilder(URI.create("http://" + host + ":" + stand.port() + "/"));
        assertEquals(200, stand.send(request).statusCode(), host);
      }
    }
  }
}
