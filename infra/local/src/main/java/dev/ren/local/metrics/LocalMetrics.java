package dev.ren.local.metrics;

import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that functions write in CloudWatch's embedded metric format, as CloudWatch does
 * on AWS, and tells their sums in Prometheus' text format (version 0.0.4).
 */
public final class LocalMetrics {
  /** Upper bounds in milliseconds; above the last one is +Inf. */
  private static final List<Integer> BOUNDS = List.of(1, 2, 5, 10, 25, 50, 100, 250, 1000, 5000);

  private static final String MILLISECONDS = "Milliseconds";

  private static final class Histogram {
    private final long[] upTo = new long[BOUNDS.size()];
    private double sum;
    private long count;

    private void add(double value) {
      for (int i = 0; i < upTo.length; i++) {
        if (value <= BOUNDS.get(i)) {
          upTo[i]++;
        }
      }
      sum += value;
      count++;
    }
  }

  private final Map<String, Double> counters = new TreeMap<>();
  private final Map<String, Histogram> histograms = new TreeMap<>();

  /**
   * Takes a line of a function's output.
   *
   * @return whether it was one of metrics; any other line is for the log
   */
  public boolean take(String line) {
    if (!line.startsWith("{\"_aws\":")) {
      return false;
    }
    try {
      JsonObject event = Json.parse(line);
      for (JsonObject directive : event.object("_aws").objects("CloudWatchMetrics", 1)) {
        for (JsonObject metric : directive.objects("Metrics", 100)) {
          add(metric.string("Name"), metric.string("Unit"), event);
        }
      }
      return true;
    } catch (Problem other) {
      return false;
    }
  }

  private synchronized void add(String name, String unit, JsonObject event) {
    List<Double> values = values(event.fields().get(name));
    if (unit.equals(MILLISECONDS)) {
      Histogram histogram = histograms.computeIfAbsent(named(name), fresh -> new Histogram());
      values.forEach(histogram::add);
    } else {
      values.forEach(value -> counters.merge(named(name), value, Double::sum));
    }
  }

  private static List<Double> values(@Nullable Object value) {
    List<Double> values = new ArrayList<>();
    for (Object each : value instanceof List<?> many ? many : Stream.ofNullable(value).toList()) {
      if (each instanceof Number number) {
        values.add(number.doubleValue());
      }
    }
    return values;
  }

  /** {@code PushFailures} becomes {@code ren_push_failures}. */
  private static String named(String name) {
    String words = name.replace("DynamoDb", "Dynamodb").replaceAll("(?<=.)([A-Z])", "_$1");
    return "ren_" + words.toLowerCase(Locale.ROOT);
  }

  /** All sums since the stack started. */
  public synchronized String text() {
    StringBuilder text = new StringBuilder();
    counters.forEach(
        (name, sum) -> {
          text.append("# TYPE ").append(name).append("_total counter\n");
          text.append(name).append("_total ").append(number(sum)).append('\n');
        });
    histograms.forEach((name, histogram) -> write(name + "_milliseconds", histogram, text));
    return text.toString();
  }

  private static void write(String name, Histogram histogram, StringBuilder text) {
    text.append("# TYPE ").append(name).append(" histogram\n");
    for (int i = 0; i < BOUNDS.size(); i++) {
      bucket(name, BOUNDS.get(i).toString(), histogram.upTo[i], text);
    }
    bucket(name, "+Inf", histogram.count, text);
    text.append(name).append("_sum ").append(number(histogram.sum)).append('\n');
    text.append(name).append("_count ").append(histogram.count).append('\n');
  }

  private static void bucket(String name, String bound, long count, StringBuilder text) {
    text.append(name).append("_bucket{le=\"").append(bound).append("\"} ").append(count);
    text.append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
