package dev.ren.platform;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process has measured since it last wrote it down, in CloudWatch's embedded metric format
 * (CloudWatch user guide, "Specification: Embedded metric format"): one line of JSON in the
 * function's log, of which CloudWatch makes metrics. No call, and no library.
 *
 * <p>The one dimension is the stage: each further one would be paid for by function and metric. The
 * function is a property of the line, to search by. Nothing here tells of a user, a chat or a file.
 */
public final class Metrics {
  static final String NAMESPACE = "REN";

  /** Of this many values, CloudWatch takes one line; what is beyond them is not measured. */
  static final int MOST_VALUES = 100;

  /** What is measured. */
  public enum Metric {
    SENDS("Sends", "Count"),
    DELIVERIES("Deliveries", "Count"),
    PUSH_FAILURES("PushFailures", "Count"),
    GONE_CONNECTIONS("GoneConnections", "Count"),
    LOGINS("Logins", "Count"),
    RATE_LIMITED("RateLimited", "Count"),
    FAULTS("Faults", "Count"),
    UPLOADED_BYTES("UploadedBytes", "Bytes"),
    COLD_STARTS("ColdStarts", "Count"),
    DYNAMODB_LATENCY("DynamoDbLatency", "Milliseconds"),
    SECRETS_LATENCY("SecretsManagerLatency", "Milliseconds"),
    S3_LATENCY("S3Latency", "Milliseconds"),
    CONNECTIONS_LATENCY("ConnectionsLatency", "Milliseconds");

    private final String wireName;
    private final String unit;

    Metric(String wireName, String unit) {
      this.wireName = wireName;
      this.unit = unit;
    }

    private boolean isCounted() {
      return !unit.equals("Milliseconds");
    }
  }

  private static final Metrics PROCESS =
      new Metrics(Clock.systemUTC(), Environment.system().get("STAGE", "local"));

  private final InstantSource clock;
  private final String stage;
  private final Map<Metric, List<Double>> values = new EnumMap<>(Metric.class);
  private boolean isFirst = true;

  Metrics(InstantSource clock, String stage) {
    this.clock = clock;
    this.stage = stage;
  }

  /**
   * This process's. Lambda gives a process one event at a time, so a line tells of one event; on
   * the local stack, which is one process, the sums are right and the function may be another.
   */
  public static Metrics process() {
    return PROCESS;
  }

  /** Counts one. */
  public void count(Metric metric) {
    add(metric, 1);
  }

  /** Adds to a sum, or to the values of a latency in milliseconds. */
  public synchronized void add(Metric metric, double value) {
    List<Double> known = values.computeIfAbsent(metric, fresh -> new ArrayList<>(1));
    if (metric.isCounted() && !known.isEmpty()) {
      known.set(0, known.getFirst() + value);
    } else if (known.size() < MOST_VALUES) {
      known.add(value);
    }
  }

  /**
   * Forgets what was measured before a snapshot: every container restored from it would tell it.
   */
  synchronized void discard() {
    values.clear();
  }

  /**
   * The line of what was measured, without its end; nothing where nothing was.
   *
   * @param function the function's name
   */
  synchronized Optional<String> drain(String function) {
    if (isFirst) {
      isFirst = false;
      count(Metric.COLD_STARTS);
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String line = Json.text(json -> write(json, function));
    values.clear();
    return Optional.of(line);
  }

  private void write(JsonGenerator json, String function) throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", clock.millis());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeStartArray();
    json.writeString("Stage");
    json.writeEndArray();
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Metric metric : values.keySet()) {
      json.writeStartObject();
      json.writeStringField("Name", metric.wireName);
      json.writeStringField("Unit", metric.unit);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeStringField("Stage", stage);
    json.writeStringField("Function", function);
    for (Map.Entry<Metric, List<Double>> measured : values.entrySet()) {
      writeValues(json, measured.getKey(), measured.getValue());
    }
  }

  private static void writeValues(JsonGenerator json, Metric metric, List<Double> measured)
      throws IOException {
    json.writeFieldName(metric.wireName);
    if (metric.isCounted()) {
      json.writeNumber(measured.getFirst().longValue());
      return;
    }
    json.writeStartArray();
    for (double value : measured) {
      json.writeNumber(Math.round(value * 10) / 10.0);
    }
    json.writeEndArray();
  }
}
