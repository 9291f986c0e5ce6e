package dev.ren.integration.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A DynamoDB that answers the first call of an operation in earnest, and every later one with the
 * same answer: what is left of a call is what our code does around it.
 */
final class ReplayedDynamoDb implements InvocationHandler {
  private final DynamoDbClient real;
  private final Map<String, Object> answers = new HashMap<>();

  private ReplayedDynamoDb(DynamoDbClient real) {
    this.real = real;
  }

  static DynamoDbClient of(DynamoDbClient real) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            new ReplayedDynamoDb(real));
  }

  @Override
  public Object invoke(Object proxy, Method operation, Object[] arguments) throws Throwable {
    if (arguments[0] instanceof Consumer) {
      return InvocationHandler.invokeDefault(proxy, operation, arguments);
    }
    Object known = answers.get(operation.getName());
    if (known != null) {
      return known;
    }
    try {
      Object answer = operation.invoke(real, arguments);
      answers.put(operation.getName(), answer);
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
