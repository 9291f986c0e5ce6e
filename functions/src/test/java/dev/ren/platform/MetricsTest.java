package dev.ren.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.platform.Metrics.Metric;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics =
      new Metrics(() -> Instant.ofEpochMilli(1_700_000_000_000L), "production");

  @Test
  void one_line_tells_cloudwatch_all_that_an_event_was_measured_by() {
    afterTheFirstEvent();
    metrics.count(Metric.SENDS);
    metrics.count(Metric.DELIVERIES);
    metrics.count(Metric.DELIVERIES);
    metrics.add(Metric.DYNAMODB_LATENCY, 3.14159);
    metrics.add(Metric.DYNAMODB_LATENCY, 12);

    assertEquals(
        """
        {"_aws":{"Timestamp":1700000000000,"CloudWatchMetrics":[{"Namespace":"REN",\
        "Dimensions":[["Stage"]],"Metrics":[{"Name":"Sends","Unit":"Count"},\
        {"Name":"Deliveries","Unit":"Count"},\
        {"Name":"DynamoDbLatency","Unit":"Milliseconds"}]}]},\
        "Stage":"production","Function":"SendMessage",\
        "Sends":1,"Deliveries":2,"DynamoDbLatency":[3.1,12.0]}""",
        metrics.drain("SendMessage").orElseThrow());
  }

  @Test
  void what_was_written_is_not_written_again() {
    metrics.count(Metric.LOGINS);
    metrics.drain("Login");

    assertEquals(Optional.empty(), metrics.drain("Login"));
  }

  @Test
  void the_first_event_of_a_process_is_a_cold_start_and_no_other() {
    assertTrue(metrics.drain("GetUser").orElseThrow().contains("\"ColdStarts\":1"));
    metrics.count(Metric.LOGINS);

    assertFalse(metrics.drain("GetUser").orElseThrow().contains("ColdStarts"));
  }

  @Test
  void what_priming_measured_is_in_no_line_but_the_start_from_its_snapshot_is() {
    metrics.add(Metric.SECRETS_LATENCY, 500);
    metrics.discard();

    String line = metrics.drain("GetUser").orElseThrow();

    assertFalse(line.contains("SecretsManagerLatency"), line);
    assertTrue(line.contains("\"ColdStarts\":1"), line);
  }

  @Test
  void a_line_has_no_more_values_than_cloudwatch_takes() {
    afterTheFirstEvent();
    for (int i = 0; i < 2 * Metrics.MOST_VALUES; i++) {
      metrics.add(Metric.S3_LATENCY, 1);
    }

    String line = metrics.drain("OpenUpload").orElseThrow();

    assertEquals(Metrics.MOST_VALUES, line.split("1\\.0", -1).length - 1);
  }

  private void afterTheFirstEvent() {
    metrics.drain("");
  }
}
