package dev.ren.integration.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ren.integration.Jsons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** infra/bench/prices.json: dollars per million of a unit. */
record Prices(JsonNode all) {
  static Prices read(Path project) throws IOException {
    Path file = project.resolve("infra/bench/prices.json");
    return new Prices(Jsons.parse(Files.readString(file)));
  }

  /** Of a million such actions. */
  double dollarsPerMillion(Taken taken) {
    double dollars = 0;
    for (Quantity quantity : Quantity.values()) {
      if (!quantity.price().isEmpty()) {
        dollars += taken.of(quantity) * perMillion(quantity);
      }
    }
    return dollars;
  }

  /** Of which region and date they are, such as {@code USD per million, us-east-1, 2026-11-23}. */
  String unit() {
    return "%s per million, %s, %s"
        .formatted(
            all.required("currency").asText(),
            all.required("region").asText(),
            all.required("date").asText());
  }

  private double perMillion(Quantity quantity) {
    return all.required("prices").required(quantity.price()).required("perMillion").asDouble();
  }
}
