package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client says of itself with every request: its version, and an id to find it by. */
@ExtendWith(Stacks.class)
final class HelloTest {
  private final OwnStack stack;
  private final Person anna;

  HelloTest(OwnStack stack) {
    this.stack = stack;
    this.anna = Person.register(stack.target(), "anna");
  }

  @Test
  void a_socket_learns_which_versions_are_served() throws Exception {
    try (RawSocket socket = RawSocket.connect(stack.target(), anna.token())) {
      JsonNode answer = socket.say(register(1)).hear("registered");

      assertEquals(1, answer.get("lowest_version").asInt());
      assertEquals(1, answer.get("newest_version").asInt());
      socket.say(register(99)).hear("registered");
    }
  }

  @Test
  void a_client_that_is_too_old_is_told_so_by_socket_and_by_rest() throws Exception {
    try (RawSocket socket = RawSocket.connect(stack.target(), anna.token())) {
      assertEquals("client_too_old", socket.say(register(0)).hear("error").get("code").asText());
    }
    HttpResponse<String> refused = get("user", "x-ren-version", "0");
    assertEquals(400, refused.statusCode());
    assertEquals("client_too_old", Jsons.parse(refused.body()).get("code").asText());
    assertEquals(200, get("user", "x-ren-version", "1").statusCode());
    assertEquals(200, get("user", "x-ren-version", "99").statusCode());
    assertEquals(400, get("user", "x-ren-version", "newest").statusCode());
  }

  @Test
  void one_id_leads_from_a_rest_request_to_the_calls_to_aws_made_for_it() throws Exception {
    String id = "rest-" + Person.unique();
    try (HeardLog log = new HeardLog()) {
      assertEquals(200, get("user", "x-correlation-id", id).statusCode());

      assertEquals(1, log.of("answered", id).size());
      assertTrue(
          log.of("aws_call", id).stream().anyMatch(line -> line.contains("DynamoDb")),
          log.of("aws_call", id).toString());
    }
  }

  @Test
  void one_id_leads_from_a_frame_to_the_push_that_it_causes() throws Exception {
    Person boris = Person.register(stack.target(), "boris");
    ChatId chat = anna.talksWith(boris);
    String id = "frame-" + Person.unique();
    try (RawSocket annas = RawSocket.connect(stack.target(), anna.token());
        RawSocket borises = RawSocket.connect(stack.target(), boris.token());
        HeardLog log = new HeardLog()) {
      annas.say(
          JsonFields.object()
              .put("type", "read")
              .put("chat_id", chat.value())
              .put("id", 1)
              .put("correlation_id", id)
              .toString());
      annas.hear("read_marked");
      borises.hear("read");

      assertEquals(1, log.of("answered", id).size());
      assertFalse(
          log.of("aws_call", id).stream()
              .filter(line -> line.contains("PostToConnection"))
              .toList()
              .isEmpty(),
          log.of("aws_call", id).toString());
      annas.say("{\"type\":\"of the future\",\"correlation_id\":\"" + id + "\"}");
      assertEquals(id, annas.hear("error").get("correlation_id").asText());
    }
  }

  private static String register(int version) {
    return JsonFields.object().put("type", "register").put("version", version).toString();
  }

  private HttpResponse<String> get(String path, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.target().url() + "/api/" + path))
            .header("Authorization", "Bearer " + anna.token())
            .header(header, value)
            .build();
    return Target.client().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
