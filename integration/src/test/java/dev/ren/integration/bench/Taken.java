package dev.ren.integration.bench;

import java.util.EnumMap;
import java.util.Map;

/** What an action took; what is not in it, it took none of. */
record Taken(Map<Quantity, Double> amounts) {
  Taken {
    amounts = Map.copyOf(amounts);
  }

  double of(Quantity quantity) {
    return amounts.getOrDefault(quantity, 0.0);
  }

  /** Both, one after the other. */
  Taken plus(Taken other) {
    Map<Quantity, Double> sum = new EnumMap<>(Quantity.class);
    sum.putAll(amounts);
    other.amounts.forEach((quantity, amount) -> sum.merge(quantity, amount, Double::sum));
    return new Taken(sum);
  }

  /** As often as this; a negative number takes away what is in another. */
  Taken times(double often) {
    Map<Quantity, Double> product = new EnumMap<>(Quantity.class);
    amounts.forEach((quantity, amount) -> product.put(quantity, amount * often));
    return new Taken(product);
  }

  /** Of one quantity only. */
  static Taken only(Quantity quantity, double amount) {
    return new Taken(Map.of(quantity, amount));
  }
}
