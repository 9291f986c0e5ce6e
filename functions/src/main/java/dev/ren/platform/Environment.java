package dev.ren.platform;

import java.util.Map;

/**
 * The configuration of a function: the one place where environment variables are read.
 *
 * <p>Every handler has a public constructor without arguments, which Lambda calls and which takes
 * {@link #system()}, and one that takes an {@code Environment}, which the local stack and the tests
 * call.
 *
 * @param values the variables by name
 */
public record Environment(Map<String, String> values) {

  public Environment {
    values = Map.copyOf(values);
  }

  /** The variables of this process. */
  public static Environment system() {
    return new Environment(System.getenv());
  }

  /**
   * The value of a variable that must be set.
   *
   * @throws IllegalStateException if it is not set, or empty
   */
  public String require(String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("environment variable " + name + " is not set");
    }
    return value;
  }

  /** The value of a variable, or {@code otherwise} if it is not set. */
  public String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }
}
