package dev.ren.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.api.ApiException;
import dev.ren.client.api.Http;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.RandomSource;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BusyRetryTest {
  private final FakeServer server = new FakeServer();
  private final AtomicInteger calls = new AtomicInteger();
  private final List<Duration> pauses = new ArrayList<>();
  private final Http http =
      new Http(server.url(), HttpClient.newHttpClient())
          .readingAgain(
              new BusyRetry(new Backoff(RandomSource.of(new SecureRandom())), pauses::add));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_read_that_a_busy_server_did_not_get_to_is_made_again_after_a_pause() {
    refuse(2, 503, "unavailable");

    assertEquals(200, http.get("user/search?login=anna").status());

    assertEquals(3, calls.get());
    assertEquals(2, pauses.size());
    assertTrue(pauses.getFirst().compareTo(Duration.ofMillis(500)) < 0, pauses.toString());
  }

  @Test
  void a_server_that_stays_busy_is_asked_four_times() {
    refuse(100, 503, "unavailable");

    ApiException refused = assertThrows(ApiException.class, () -> http.get("user/chats"));

    assertTrue(refused.is("unavailable"));
    assertEquals(4, calls.get());
  }

  @Test
  void what_writes_or_was_refused_for_good_is_not_made_again() {
    refuse(100, 503, "unavailable");
    assertThrows(ApiException.class, () -> http.post("chat/create", JsonFields.object()));
    assertEquals(1, calls.get());

    refuse(100, 404, "not_found");
    assertThrows(ApiException.class, () -> http.get("user/nobody"));
    assertEquals(2, calls.get());
    assertEquals(List.of(), pauses);
  }

  private void refuse(int times, int status, String code) {
    int before = calls.get();
    server.tamper(
        (call, honest) ->
            calls.incrementAndGet() <= before + times
                ? FakeServer.Answer.problem(status, code)
                : FakeServer.Answer.ok(JsonFields.object()));
  }
}
