package dev.ren.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
  @Test
  void the_id_of_a_request_is_known_to_what_is_done_for_it() {
    assertEquals("abcd-1234", Correlation.under(() -> "abcd-1234", Correlation::current));
    assertEquals("", Correlation.current());
  }

  @Test
  void a_push_on_another_thread_has_the_id_of_its_request() throws Exception {
    Callable<String> push =
        Correlation.under(() -> "abcd-1234", () -> Correlation.carried(Correlation::current));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertEquals("abcd-1234", threads.submit(push).get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "two\nlines-of-it", "<b>markup</b>", "äääääääää"})
  void what_could_forge_a_line_of_the_log_is_not_logged(String sent) {
    assertEquals("", Correlation.under(() -> sent, Correlation::current));
    assertEquals("", Correlation.under(() -> "a".repeat(65), Correlation::current));
  }
}
