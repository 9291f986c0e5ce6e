package dev.ren.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Counts the calls of one client and the capacity that they consumed.
 *
 * <p>Units are DynamoDB's: 0.5 read units for 4 KB read eventually consistently, 1 write unit for 1
 * KB. A call that fails, a refused condition too, is counted without units, because the answer
 * tells none. What a transaction writes is counted from its request ({@link TransactionUnits}).
 */
public final class CallMeter implements ExecutionInterceptor {

  /**
   * One call.
   *
   * @param operation its name, such as {@code PutItem}
   */
  public record Call(String operation, double readUnits, double writeUnits) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** The calls so far, in the order of their answers. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The names of the calls so far. */
  public List<String> operations() {
    return calls.stream().map(Call::operation).toList();
  }

  public double readUnits() {
    return calls.stream().mapToDouble(Call::readUnits).sum();
  }

  public double writeUnits() {
    return calls.stream().mapToDouble(Call::writeUnits).sum();
  }

  /** Starts anew, after what a test had to prepare. */
  public void reset() {
    calls.clear();
  }

  @Override
  public SdkRequest modifyRequest(
      Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
    return ConsumedUnits.askFor(context.request());
  }

  @Override
  public void afterExecution(
      Context.AfterExecution context, ExecutionAttributes executionAttributes) {
    double units = ConsumedUnits.of(context.request(), context.response());
    String operation = ConsumedUnits.operation(context.request());
    boolean writes = ConsumedUnits.isWrite(context.request());
    calls.add(new Call(operation, writes ? 0 : units, writes ? units : 0));
  }

  @Override
  public void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes executionAttributes) {
    calls.add(new Call(ConsumedUnits.operation(context.request()), 0, 0));
  }
}
