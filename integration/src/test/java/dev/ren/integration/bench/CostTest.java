package dev.ren.integration.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ren.integration.Jsons;
import dev.ren.integration.OwnStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds infra/bench/baselines/cost.json. */
final class CostTest {
  private static final Path BASELINES = Path.of("infra/bench/baselines/cost.json");
  private static final double HAIR = 1e-6;

  @Test
  void no_everyday_action_takes_more_of_AWS_than_its_baseline() throws Exception {
    Map<String, Double> measured = new TreeMap<>();
    try (MeteredStack stack = MeteredStack.start()) {
      Map<String, Taken> actions = new LinkedHashMap<>(new EverydayActions(stack, 1).measure());
      actions.putAll(new GroupActions(stack).measure(10));
      actions.forEach((action, taken) -> measured.putAll(Figures.exact(action, taken)));
    }
    JsonNode baselines = Jsons.parse(Files.readString(OwnStack.projectFolder().resolve(BASELINES)));
    List<String> risen = new ArrayList<>();
    for (JsonNode baseline : baselines) {
      String name = baseline.get("name").asText();
      Double now = measured.remove(name);
      if (now == null || now > baseline.get("value").asDouble() + HAIR) {
        risen.add(name + ": " + now + " instead of " + baseline.get("value"));
      }
    }
    assertFalse(baselines.isEmpty());
    assertEquals(List.of(), risen, "./ren bench cost tells more; see " + BASELINES);
    assertEquals(Map.of(), measured, "these have no baseline in " + BASELINES);
  }
}
