package dev.ren.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvironmentTest {

  private final Environment environment = new Environment(Map.of("TABLE", "log", "EMPTY", ""));

  @Test
  void a_variable_that_must_be_set_is_read_or_missed_by_name() {
    assertEquals("log", environment.require("TABLE"));

    var missing = assertThrows(IllegalStateException.class, () -> environment.require("BUCKET"));
    assertEquals("environment variable BUCKET is not set", missing.getMessage());
    assertThrows(IllegalStateException.class, () -> environment.require("EMPTY"));
  }

  @Test
  void a_variable_that_may_be_missing_has_a_default() {
    assertEquals("log", environment.get("TABLE", "other"));
    assertEquals("other", environment.get("BUCKET", "other"));
  }
}
