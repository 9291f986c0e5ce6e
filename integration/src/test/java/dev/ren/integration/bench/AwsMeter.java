package dev.ren.integration.bench;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;

/**
 * Tells a {@link Meter} of the calls of the invocations that it stands before, and of no others:
 * tests run side by side. The SDK finds this class by the file {@code
 * software/amazon/awssdk/global/handlers/execution.interceptors} and makes one for each client.
 */
public final class AwsMeter implements ExecutionInterceptor {
  /** A function runs in a thread of its own, which inherits it. */
  private static final InheritableThreadLocal<@Nullable Meter> METER =
      new InheritableThreadLocal<>();

  static void bind(@Nullable Meter meter) {
    METER.set(meter);
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    Meter meter = METER.get();
    return meter == null ? context.request() : meter.calls().modifyRequest(context, attributes);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    Meter meter = METER.get();
    if (meter == null) {
      return;
    }
    meter.calls().afterExecution(context, attributes);
    if (context.request() instanceof PostToConnectionRequest push) {
      meter.pushed(push.data().asByteArrayUnsafe().length);
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    Meter meter = METER.get();
    if (meter != null) {
      meter.calls().onExecutionFailure(context, attributes);
    }
  }
}
