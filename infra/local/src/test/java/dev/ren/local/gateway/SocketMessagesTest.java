package dev.ren.local.gateway;

import static dev.ren.local.gateway.Stand.failing;
import static dev.ren.local.gateway.Stand.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.local.lambda.Invocation;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketMessagesTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private static String reply(String body) {
    return Json.text(json -> json.writeStringField("body", body));
  }

  @Test
  void a_message_goes_to_the_route_that_its_type_names() throws Exception {
    try (Stand stand =
            plan()
                .on("message", true, event -> reply("message: " + event.string("body")))
                .on("$default", true, event -> reply("default"))
                .start(folder);
        SocketClient client = SocketClient.open(stand)) {
      client.say("{\"type\":\"message\"}");
      assertEquals("message: {\"type\":\"message\"}", client.hear());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{}",
        "{\"type\":1}",
        "{\"type\":\"$connect\"}",
        "{\"type\":\"x\"}"
      })
  void everything_else_goes_to_the_default_route(String text) throws Exception {
    try (Stand stand =
            plan()
                .on("$connect", false, event -> "{\"statusCode\":200}")
                .on("message", true, event -> reply("message"))
                .on(
                    "$default",
                    true,
                    event -> reply(event.object("requestContext").string("routeKey")))
                .start(folder);
        SocketClient client = SocketClient.open(stand)) {
      client.say(text);
      assertEquals("$default", client.hear());
    }
  }

  @Test
  void an_event_names_its_connection_type_and_moment() throws Exception {
    try (Stand stand =
            plan()
                .on(
                    "$default",
                    true,
                    event -> {
                      JsonObject context = event.object("requestContext");
                      assertTrue(
                          context.number("connectedAt") <= context.number("requestTimeEpoch"));
                      assertTrue(context.has("requestId"));
                      return reply(
                          context.string("eventType") + " " + context.string("connectionId"));
                    })
                .start(folder);
        SocketClient client = SocketClient.open(stand)) {
      client.say("a");
      String first = client.hear();
      assertTrue(first.matches("MESSAGE [A-Za-z0-9_-]{15}="), first);
      client.say("b");
      assertEquals(first, client.hear());
    }
  }

  @Test
  void a_reply_without_a_route_response_is_dropped() throws Exception {
    try (Stand stand =
            plan()
                .on("quiet", false, event -> reply("lost"))
                .mock("ping", "{\"type\":\"pong\"}")
                .start(folder);
        SocketClient client = SocketClient.open(stand)) {
      client.say("{\"type\":\"quiet\"}");
      client.say("{\"type\":\"ping\"}");
      assertEquals("{\"type\":\"pong\"}", client.hear());
    }
  }

  @Test
  void a_failed_function_is_an_internal_server_error_that_says_nothing_else() throws Exception {
    try (Stand stand = plan().on("$default", false, failing("a secret")).start(folder);
        SocketClient client = SocketClient.open(stand)) {
      client.say("anything");
      JsonObject error = Json.parse(client.hear());
      assertEquals("Internal server error", error.string("message"));
      assertTrue(error.has("connectionId") && error.has("requestId"));
      assertEquals(3, error.fields().size());
    }
  }

  @Test
  void without_a_route_a_message_is_forbidden() throws Exception {
    try (Stand stand = plan().start(folder);
        SocketClient client = SocketClient.open(stand)) {
      client.say("{\"type\":\"x\"}");
      assertEquals("Forbidden", Json.parse(client.hear()).string("message"));
    }
  }

  @Test
  void messages_of_one_connection_run_at_the_same_time() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    try (Stand stand =
            plan()
                .on(
                    "$default",
                    true,
                    (id, event) -> {
                      both.countDown();
                      return await(both);
                    })
                .start(folder);
        SocketClient client = SocketClient.open(stand)) {
      client.say("a");
      client.say("b");
      assertEquals("met", client.hear());
      assertEquals("met", client.hear());
    }
  }

  private static Invocation await(CountDownLatch latch) {
    try {
      boolean met = latch.await(120, TimeUnit.SECONDS);
      return new Invocation.Returned(
          Json.object(it -> it.writeStringField("body", met ? "met" : "alone")));
    } catch (InterruptedException e) {
      return new Invocation.Threw(e);
    }
  }

  @Test
  void long_texts_one_right_after_the_other_all_arrive() throws Exception {
    try (Stand stand =
            plan()
                .on("$default", true, event -> reply(event.string("body") + "ы".repeat(40_000)))
                .start(folder);
        SocketClient client = SocketClient.open(stand)) {
      for (int i = 100; i < 150; i++) {
        client.say(Integer.toString(i));
      }
      List<Integer> heard = new ArrayList<>();
      for (int i = 100; i < 150; i++) {
        heard.add(Integer.valueOf(client.hear().substring(0, 3)));
      }
      assertEquals(IntStream.range(100, 150).boxed().toList(), heard.stream().sorted().toList());
    }
  }

  @Test
  void a_message_of_128_kilobytes_in_frames_of_32_passes() throws Exception {
    try (Stand stand =
            plan()
                .on("$default", true, event -> reply("" + event.string("body").length()))
                .start(folder);
        SocketClient client = SocketClient.open(stand)) {
      String frame = "x".repeat(32 * 1024);
      client.socket().sendText(frame, false).join();
      client.socket().sendText(frame, false).join();
      client.socket().sendText(frame, false).join();
      client.say(frame);
      assertEquals("131072", client.hear());
    }
  }

  @Test
  void a_longer_message_is_closed_with_1009() throws Exception {
    try (Stand stand = plan().on("$default", true, failing("reached")).start(folder);
        SocketClient client = SocketClient.open(stand)) {
      String frame = "x".repeat(32 * 1024);
      for (int i = 0; i < 4; i++) {
        client.socket().sendText(frame, false).join();
      }
      client.say("x");
      assertEquals(1009, client.closeStatus());
    }
  }

  @Test
  void a_longer_frame_is_closed_with_1009() throws Exception {
    try (Stand stand =
            plan()
                .on("$default", true, event -> reply("" + event.string("body").length()))
                .start(folder);
        RawClient longest = RawClient.to(stand.port());
        RawClient longer = RawClient.to(stand.port())) {
      longest.upgrade(stand.port(), "X-Nothing: else");
      assertEquals("32768", longest.sendTextFrame(32 * 1024));
      longer.upgrade(stand.port(), "X-Nothing: else");
      assertEquals("closed with 1009", longer.sendTextFrame(32 * 1024 + 1));
    }
  }

  @Test
  void a_binary_message_is_closed_with_1003() throws Exception {
    try (Stand stand = plan().start(folder);
        SocketClient client = SocketClient.open(stand)) {
      client.sayBytes(new byte[] {1});
      assertEquals(1003, client.closeStatus());
    }
  }

  @Test
  void an_idle_connection_is_closed_with_1001() throws Exception {
    try (Stand stand = plan().limits(Stand.limits(Duration.ofMillis(200), DAY, DAY)).start(folder);
        SocketClient client = SocketClient.open(stand)) {
      assertEquals(1001, client.closeStatus());
    }
  }

  @Test
  void the_longest_life_ends_with_1001() throws Exception {
    try (Stand stand = plan().limits(Stand.limits(DAY, Duration.ofMillis(200), DAY)).start(folder);
        SocketClient client = SocketClient.open(stand)) {
      assertEquals(1001, client.closeStatus());
    }
  }

  @Test
  void disconnect_tells_which_connection_closed_and_how() throws Exception {
    BlockingQueue<JsonObject> ends = new LinkedBlockingQueue<>();
    try (Stand stand =
            plan()
                .on(
                    "$default",
                    true,
                    event -> reply(event.object("requestContext").string("connectionId")))
                .on(
                    "$disconnect",
                    false,
                    event -> {
                      ends.add(event.object("requestContext"));
                      return "{}";
                    })
                .start(folder);
        SocketClient client = SocketClient.open(stand)) {
      client.say("who");
      String id = client.hear();
      client.socket().sendClose(4001, "enough").join();
      JsonObject end = ends.poll(120, TimeUnit.SECONDS);
      assertTrue(end != null, "no $disconnect");
      assertEquals(id, end.string("connectionId"));
      assertEquals("DISCONNECT", end.string("eventType"));
      assertEquals(4001, end.number("disconnectStatusCode"));
    }
  }
}
