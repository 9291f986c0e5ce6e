package dev.ren.platform;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id by which one request is found from the client to the last call to AWS. The client makes it
 * at random, in the header {@value #HEADER} or in a socket message's {@value #FIELD}. It says
 * nothing of anybody.
 */
public final class Correlation {
  static final String HEADER = "x-correlation-id";
  static final String FIELD = "correlation_id";

  /** What may stand in a log: nothing that could end a line or be read as markup. */
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  private static final ScopedValue<Supplier<@Nullable String>> CURRENT = ScopedValue.newInstance();

  private Correlation() {}

  /** Does the work under what a client sent as its id, read only when something is logged. */
  static <T> T under(Supplier<@Nullable String> sent, Supplier<T> work) {
    return ScopedValue.where(CURRENT, sent).call(work::get);
  }

  /** The same work under the same id, on another thread. */
  public static <T> Callable<T> carried(Callable<T> work) {
    Supplier<@Nullable String> sent = CURRENT.orElse(() -> null);
    return () -> ScopedValue.where(CURRENT, sent).call(work::call);
  }

  /** The id of what is being done; empty where the client sent none, or none that may be logged. */
  static String current() {
    String sent = CURRENT.orElse(() -> null).get();
    return sent != null && ALLOWED.matcher(sent).matches() ? sent : "";
  }
}
