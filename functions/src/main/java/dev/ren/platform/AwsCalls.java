package dev.ren.platform;

import java.util.function.LongSupplier;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Measures calls to one AWS service, retries included. */
final class AwsCalls implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> BEGAN = new ExecutionAttribute<>("RenBegan");
  private static final double NANOS_PER_MILLI = 1e6;

  private final Metrics metrics;
  private final Metrics.Metric latency;
  private final LongSupplier nanos;

  /**
   * Measures.
   *
   * @param latency of which service
   * @param nanos a clock that only goes on, in nanoseconds
   */
  AwsCalls(Metrics metrics, Metrics.Metric latency, LongSupplier nanos) {
    this.metrics = metrics;
    this.latency = latency;
    this.nanos = nanos;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    attributes.putAttribute(BEGAN, nanos.getAsLong());
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    measure(attributes);
    Log.call(
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
        call.httpResponse().firstMatchingHeader("x-amzn-RequestId").orElse(""));
  }

  /** A call that fails took its time too. */
  @Override
  public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
    measure(attributes);
  }

  private void measure(ExecutionAttributes attributes) {
    Long began = attributes.getAttribute(BEGAN);
    if (began != null) {
      metrics.add(latency, (nanos.getAsLong() - began) / NANOS_PER_MILLI);
    }
  }
}
