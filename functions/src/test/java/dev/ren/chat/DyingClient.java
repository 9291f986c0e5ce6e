package dev.ren.chat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A real client whose process ends: after so many calls it takes effect once more or not, and
 * nothing that follows is done. That is what a killed function looks like from the tables.
 */
public final class DyingClient {
  private DyingClient() {}

  /** What the caller of a killed function sees: nothing. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A client that does {@code calls} calls, and then dies with the answer of the last one.
   *
   * @param calls how many take effect
   */
  public static DynamoDbClient after(DynamoDbClient real, int calls) {
    AtomicInteger left = new AtomicInteger(calls);
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              int before = left.getAndDecrement();
              if (before <= 0) {
                throw new Killed();
              }
              Object answer;
              try {
                answer = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (before == 1) {
                throw new Killed();
              }
              return answer;
            });
  }
}
