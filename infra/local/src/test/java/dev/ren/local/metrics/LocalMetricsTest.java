package dev.ren.local.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LocalMetricsTest {
  private static final String LINE =
      """
      {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"REN","Dimensions":[["Stage"]],\
      "Metrics":[{"Name":"PushFailures","Unit":"Count"},\
      {"Name":"DynamoDbLatency","Unit":"Milliseconds"}]}]},\
      "Stage":"local","Function":"SendMessage","PushFailures":2,"DynamoDbLatency":[3.5,40.0]}""";

  private final LocalMetrics metrics = new LocalMetrics();

  @Test
  void counts_are_added_up_and_latencies_are_sorted_into_buckets() {
    assertTrue(metrics.take(LINE));
    assertTrue(metrics.take(LINE));

    assertEquals(
        """
        # TYPE ren_push_failures_total counter
        ren_push_failures_total 4
        # TYPE ren_dynamodb_latency_milliseconds histogram
        ren_dynamodb_latency_milliseconds_bucket{le="1"} 0
        ren_dynamodb_latency_milliseconds_bucket{le="2"} 0
        ren_dynamodb_latency_milliseconds_bucket{le="5"} 2
        ren_dynamodb_latency_milliseconds_bucket{le="10"} 2
        ren_dynamodb_latency_milliseconds_bucket{le="25"} 2
        ren_dynamodb_latency_milliseconds_bucket{le="50"} 4
        ren_dynamodb_latency_milliseconds_bucket{le="100"} 4
        ren_dynamodb_latency_milliseconds_bucket{le="250"} 4
        ren_dynamodb_latency_milliseconds_bucket{le="1000"} 4
        ren_dynamodb_latency_milliseconds_bucket{le="5000"} 4
        ren_dynamodb_latency_milliseconds_bucket{le="+Inf"} 4
        ren_dynamodb_latency_milliseconds_sum 87
        ren_dynamodb_latency_milliseconds_count 4
        """,
        metrics.text());
  }

  @Test
  void what_is_no_line_of_metrics_is_left_to_the_log() {
    assertFalse(metrics.take("{\"event\":\"fault\"}"));
    assertFalse(metrics.take("{\"_aws\":{}}"));
    assertFalse(metrics.take("{\"_aws\":"));
    assertEquals("", metrics.text());
  }
}
