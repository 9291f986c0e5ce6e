package dev.ren.local.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** How calls of AWS end that a function makes. */
final class Failures {
  private Failures() {}

  /** A call. */
  interface Call {
    void run() throws Exception;
  }

  /** The function must not be allowed it. */
  static void assertDenied(Permissions permissions, Call call) throws Exception {
    AwsServiceException denied =
        assertInstanceOf(AwsServiceException.class, failureAs(permissions, call));
    assertEquals("AccessDeniedException", denied.awsErrorDetails().errorCode());
  }

  /** What a function with these permissions meets; null if the call succeeds. */
  static @Nullable Exception failureAs(Permissions permissions, Call call)
      throws InterruptedException {
    return failureOf(
        () -> {
          permissions.bind();
          call.run();
        });
  }

  /** The same in a thread that works for no function. */
  static @Nullable Exception failureOf(Call call) throws InterruptedException {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                call.run();
              } catch (Exception e) {
                failure.set(e);
              }
            })
        .join();
    return failure.get();
  }
}
