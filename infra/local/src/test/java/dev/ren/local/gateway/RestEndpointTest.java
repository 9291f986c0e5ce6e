package dev.ren.local.gateway;

import static dev.ren.local.gateway.Stand.failing;
import static dev.ren.local.gateway.Stand.plan;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.local.lambda.Invocation;
import dev.ren.local.template.StackModel.GatewayResponse;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestEndpointTest {
  @TempDir Path folder;

  /** A proxy answer whose body is the part of the event that the test asks about. */
  private static String echo(JsonObject event, String field) {
    return answer(200, String.valueOf(event.fields().get(field)));
  }

  private static String answer(int status, String body) {
    return Json.text(
        json -> {
          json.writeNumberField("statusCode", status);
          json.writeStringField("body", body);
        });
  }

  @Test
  void a_function_finds_its_route_method_and_decoded_path_parameters() throws Exception {
    try (Stand stand =
        plan()
            .route(
                "GET",
                "/chat/{chatId}/messages",
                event ->
                    answer(
                        200,
                        event.string("httpMethod")
                            + " "
                            + event.string("resource")
                            + " "
                            + event.string("path")
                            + " "
                            + event.object("pathParameters").string("chatId")))
            .start(folder)) {
      assertEquals(
          "GET /chat/{chatId}/messages /api/chat/a%2Fb%25c+d/messages a/b%c+d",
          stand.get("/api/chat/a%2Fb%25c+d/messages").body());
    }
  }

  @Test
  void a_literal_segment_is_preferred_to_a_parameter() throws Exception {
    try (Stand stand =
        plan()
            .route("GET", "/user/{name}", event -> answer(200, "anyone"))
            .route("GET", "/user/search", event -> answer(200, "search"))
            .start(folder)) {
      assertEquals("search", stand.get("/api/user/search").body());
      assertEquals("anyone", stand.get("/api/user/other").body());
    }
  }

  @Test
  void a_function_finds_repeated_query_values_and_headers_in_the_case_they_were_sent()
      throws Exception {
    try (Stand stand =
        plan()
            .route(
                "GET",
                "/search",
                event ->
                    answer(
                        200,
                        event.object("queryStringParameters").string("q")
                            + event.object("multiValueQueryStringParameters").fields().get("q")
                            + event.object("headers").string("X-Mixed-CASE")))
            .start(folder)) {
      HttpRequest.Builder request = HttpRequest.newBuilder(stand.url("/api/search?q=%C3%A9&q=b+c"));
      assertEquals("b c[é, b c]Here", stand.send(request.header("X-Mixed-CASE", "Here")).body());
    }
  }

  @Test
  void the_context_has_request_id_stage_and_source_address() throws Exception {
    try (Stand stand =
        plan()
            .route(
                "GET",
                "/who",
                event -> {
                  JsonObject context = event.object("requestContext");
                  return answer(
                      200,
                      context.string("requestId")
                          + " "
                          + context.string("stage")
                          + " "
                          + context.object("identity").string("sourceIp"));
                })
            .start(folder)) {
      HttpResponse<String> response = stand.get("/api/who");
      String id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
      assertTrue(response.body().startsWith(id + " api "), response.body());
      assertTrue(response.body().matches(".* (127\\.0\\.0\\.1|\\[?(::1|0:0:0:0:0:0:0:1)]?)"));
    }
  }

  @Test
  void a_body_is_text_unless_its_media_type_is_binary_in_the_template() throws Exception {
    byte[] bytes = {0, (byte) 0xff, 1};
    try (Stand stand =
        plan()
            .binary("image/png")
            .route("POST", "/text", event -> echo(event, "body"))
            .route("POST", "/flag", event -> echo(event, "isBase64Encoded"))
            .start(folder)) {
      HttpRequest.Builder text = HttpRequest.newBuilder(stand.url("/api/text"));
      assertEquals("ё", stand.send(text.POST(BodyPublishers.ofString("ё"))).body());
      HttpRequest.Builder image =
          HttpRequest.newBuilder(stand.url("/api/text"))
              .header("Content-Type", "image/png")
              .POST(BodyPublishers.ofByteArray(bytes));
      assertEquals(Base64.getEncoder().encodeToString(bytes), stand.send(image).body());
      HttpRequest.Builder flag =
          HttpRequest.newBuilder(stand.url("/api/flag"))
              .header("Content-Type", "image/png")
              .POST(BodyPublishers.ofByteArray(bytes));
      assertEquals("true", stand.send(flag).body());
    }
  }

  @Test
  void an_answer_has_its_status_headers_several_cookies_and_bytes() throws Exception {
    try (Stand stand =
        plan()
            .route(
                "GET",
                "/full",
                event ->
                    """
                    {"statusCode":201,"headers":{"X-One":"1","set-cookie":"lost"},
                     "multiValueHeaders":{"Set-Cookie":["a=1","b=2"]},
                     "body":"AAECAw==","isBase64Encoded":true}
                    """)
            .start(folder)) {
      HttpResponse<byte[]> response =
          stand.http.send(
              HttpRequest.newBuilder(stand.url("/api/full")).build(), BodyHandlers.ofByteArray());
      assertEquals(201, response.statusCode());
      assertEquals(List.of("1"), response.headers().allValues("X-One"));
      assertEquals(List.of("a=1", "b=2"), response.headers().allValues("Set-Cookie"));
      assertArrayEquals(new byte[] {0, 1, 2, 3}, response.body());
    }
  }

  @Test
  void what_has_no_route_is_a_missing_authentication_token_as_on_aws() throws Exception {
    try (Stand stand = plan().route("GET", "/user", event -> answer(200, "")).start(folder)) {
      HttpResponse<String> path = stand.get("/api/nothing");
      assertEquals(403, path.statusCode());
      assertEquals("{\"message\":\"Missing Authentication Token\"}", path.body());
      HttpRequest.Builder method = HttpRequest.newBuilder(stand.url("/api/user")).DELETE();
      assertEquals(403, stand.send(method).statusCode());
    }
  }

  @Test
  void a_gateway_response_of_the_template_replaces_the_gateways_own_words() throws Exception {
    GatewayResponse problem =
        new GatewayResponse(
            OptionalInt.of(404),
            Map.of("Content-Type", "application/problem+json"),
            Map.of("application/json", "{\"said\":$context.error.messageString}"));
    try (Stand stand = plan().says("DEFAULT_4XX", problem).start(folder)) {
      HttpResponse<String> response = stand.get("/api/nothing");
      assertEquals(404, response.statusCode());
      assertEquals("{\"said\":\"Missing Authentication Token\"}", response.body());
      assertEquals(
          List.of("application/problem+json"), response.headers().allValues("Content-Type"));
    }
  }

  @Test
  void a_failed_a_timed_out_and_a_malformed_function_answer_502_and_say_nothing_else()
      throws Exception {
    try (Stand stand =
        plan()
            .route("GET", "/throws", failing("a secret"))
            .route("GET", "/late", (id, event) -> new Invocation.TimedOut())
            .route("GET", "/text", event -> "no JSON")
            .route("GET", "/status", event -> "{\"body\":\"\"}")
            .start(folder)) {
      for (String path : List.of("throws", "late", "text", "status")) {
        HttpResponse<String> response = stand.get("/api/" + path);
        assertEquals(502, response.statusCode(), path);
        assertEquals("{\"message\":\"Internal server error\"}", response.body());
      }
    }
  }

  @Test
  void the_gateway_gives_up_at_its_own_limit_whatever_the_function_does() throws Exception {
    CompletableFuture<Invocation> slow = new CompletableFuture<>();
    Duration day = Duration.ofDays(1);
    try (Stand stand =
        plan()
            .limits(Stand.limits(day, day, Duration.ofMillis(50)))
            .route("GET", "/slow", (id, event) -> slow.join())
            .start(folder)) {
      HttpResponse<String> response = stand.get("/api/slow");
      assertEquals(504, response.statusCode());
      assertEquals("{\"message\":\"Endpoint request timed out\"}", response.body());
    } finally {
      slow.complete(new Invocation.TimedOut());
    }
  }

  @Test
  void ten_megabytes_pass_and_one_byte_more_is_refused_with_413() throws Exception {
    try (Stand stand =
        plan()
            .route("POST", "/big", event -> answer(200, "" + event.string("body").length()))
            .start(folder)) {
      String full = "x".repeat(10 * 1024 * 1024);
      HttpRequest.Builder request = HttpRequest.newBuilder(stand.url("/api/big"));
      assertEquals(
          "" + full.length(), stand.send(request.POST(BodyPublishers.ofString(full))).body());
      HttpRequest.Builder over = HttpRequest.newBuilder(stand.url("/api/big"));
      HttpResponse<String> refused =
          stand.send(over.POST(BodyPublishers.ofString(full + "y")).expectContinue(true));
      assertEquals(413, refused.statusCode());
      assertEquals("{\"message\":\"Request Too Long\"}", refused.body());
    }
  }

  @Test
  void a_malformed_query_is_a_bad_request_and_reaches_no_function() throws Exception {
    try (Stand stand = plan().route("GET", "/q", failing("reached")).start(folder)) {
      try (RawClient raw = RawClient.to(stand.port())) {
        String answer = raw.ask("GET /api/q?a=%zz HTTP/1.1", "Host: localhost:" + stand.port());
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertFalse(answer.contains("Exception"), answer);
      }
    }
  }
}
