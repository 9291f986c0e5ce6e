package dev.ren.local.gateway;

import static dev.ren.local.gateway.Stand.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsPageTest {
  private static final String LINE =
      """
      {"_aws":{"CloudWatchMetrics":[{"Metrics":[{"Name":"Sends","Unit":"Count"}]}]},"Sends":3}""";

  @TempDir Path folder;

  @Test
  void prometheus_reads_what_functions_measured() throws Exception {
    try (Stand stand = plan().measured(LINE).start(folder)) {
      HttpResponse<String> answer = stand.get("/metrics");

      assertEquals("# TYPE ren_sends_total counter\nren_sends_total 3\n", answer.body());
      assertEquals(
          "text/plain; version=0.0.4; charset=utf-8",
          answer.headers().firstValue("Content-Type").orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics/live, text/html; charset=utf-8",
    "/metrics/live.js, text/javascript; charset=utf-8",
    "/metrics/live.css, text/css; charset=utf-8",
  })
  void a_page_draws_it_with_nothing_from_elsewhere(String path, String type) throws Exception {
    try (Stand stand = plan().start(folder)) {
      HttpResponse<String> part = stand.get(path);

      assertEquals(200, part.statusCode());
      assertEquals(type, part.headers().firstValue("Content-Type").orElseThrow());
      assertTrue(part.headers().firstValue("Content-Security-Policy").isPresent());
    }
  }

  @Test
  void a_foreign_page_reads_no_metrics() throws Exception {
    try (Stand stand = plan().measured(LINE).start(folder)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(stand.url("/metrics")).header("Origin", "https://evil.example");

      assertEquals(403, stand.send(request).statusCode());
    }
  }
}
