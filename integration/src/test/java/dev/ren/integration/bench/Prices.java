package dev.ren.integration.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ren.integration.Jsons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** infra/bench/prices.json: dollars per million. */
record Prices(JsonNode prices) {
  static Prices read(Path project) throws IOException {
    Path file = project.resolve("infra/bench/prices.json");
    return new Prices(Jsons.parse(Files.readString(file)).required("prices"));
  }

  /** Of a million such actions. */
  double dollarsPerMillion(Taken taken) {
    double dollars = 0;
    for (Quantity quantity : Quantity.values()) {
      if (!quantity.price().isEmpty()) {
        dollars += taken.of(quantity) * prices.required(quantity.price()).asDouble();
      }
    }
    return dollars;
  }
}
