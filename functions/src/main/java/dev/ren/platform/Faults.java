package dev.ren.platform;

import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What an exception that nobody expected becomes. */
final class Faults {
  private Faults() {}

  /**
   * {@code unavailable} where the same request may succeed a moment later (throttling, a service's
   * own fault, no connection), otherwise {@code internal}; logged once, here.
   */
  static Problem toProblem(RuntimeException e, String requestId) {
    Log.fault("fault", requestId, e);
    Metrics.process().count(Metrics.Metric.FAULTS);
    return switch (e) {
      case SdkServiceException service
          when service.isThrottlingException() || service.statusCode() >= 500 ->
          Problem.unavailable(e);
      case ApiCallTimeoutException timeout -> Problem.unavailable(timeout);
      case AbortedException aborted -> Problem.unavailable(aborted);
      case SdkClientException client when client.retryable() -> Problem.unavailable(client);
      default -> Problem.of(ErrorCode.INTERNAL, "a fault of ours");
    };
  }
}
