package dev.ren.integration.bench;

import dev.ren.integration.Jsons;
import dev.ren.integration.OwnStack;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bench's list of figures, {@code {name, value, unit, goal}}. */
final class Figures {
  private static final int DIGITS = 6;

  private final List<Map<String, Object>> lines = new ArrayList<>();

  /** What of an action must not rise, by name. */
  static Map<String, Double> exact(String action, Taken taken) {
    Map<String, Double> exact = new LinkedHashMap<>();
    for (Quantity quantity : Quantity.values()) {
      if (quantity.isExact()) {
        exact.put(action + ": " + quantity.title(), taken.of(quantity));
      }
    }
    exact.values().removeIf(value -> value == 0);
    return exact;
  }

  /** A figure without a goal. */
  void add(String name, double value, String unit) {
    lines.add(line(name, value, unit));
  }

  /** A figure that is to be at most the goal. */
  void add(String name, double value, String unit, double most) {
    Map<String, Object> line = line(name, value, unit);
    line.put("goal", most);
    lines.add(line);
  }

  /** Everything that an action took, and its price. */
  void add(String action, Taken taken, Prices prices) {
    for (Quantity quantity : Quantity.values()) {
      if (taken.of(quantity) != 0) {
        add(action + ": " + quantity.title(), taken.of(quantity), quantity.unit());
      }
    }
    add(action + ": price", prices.dollarsPerMillion(taken), prices.unit());
  }

  /** Gives the figures of this name a goal. */
  void goal(String name, double most) {
    for (Map<String, Object> line : lines) {
      if (name.equals(line.get("name"))) {
        line.put("goal", most);
        return;
      }
    }
    throw new IllegalArgumentException("no figure is called " + name);
  }

  /** Writes target/bench/NAME.json. */
  void write(String name) throws IOException {
    Path folder = OwnStack.projectFolder().resolve("target/bench");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".json"), Jsons.text(lines));
  }

  private static Map<String, Object> line(String name, double value, String unit) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name);
    line.put("value", BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP));
    line.put("unit", unit);
    return line;
  }
}
