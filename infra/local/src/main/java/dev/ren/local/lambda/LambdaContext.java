package dev.ren.local.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The context of one invocation. */
public final class LambdaContext implements Context {
  private static final System.Logger LOGGER = System.getLogger("dev.ren.local.lambda");

  private final String functionName;
  private final String requestId;
  private final long deadline;

  private final Predicate<String> metrics;

  /**
   * For one invocation.
   *
   * @param metrics gets each line of the function's output first; what it does not take is logged
   */
  public LambdaContext(
      String functionName, String requestId, Duration timeout, Predicate<String> metrics) {
    this.metrics = metrics;
    this.functionName = functionName;
    this.requestId = requestId;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "local";
  }

  @Override
  public String getLogStreamName() {
    return functionName;
  }

  @Override
  public String getFunctionName() {
    return functionName;
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + functionName + ":live";
  }

  /** Absent, as with every invocation that does not come from the mobile SDK. */
  @Override
  @SuppressWarnings("NullAway") // The interface is not annotated; Lambda gives null here.
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  /** Absent, as with every invocation that does not come from the mobile SDK. */
  @Override
  @SuppressWarnings("NullAway") // The interface is not annotated; Lambda gives null here.
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1024;
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        String line = message.stripTrailing();
        if (!metrics.test(line)) {
          LOGGER.log(System.Logger.Level.INFO, line);
        }
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}
