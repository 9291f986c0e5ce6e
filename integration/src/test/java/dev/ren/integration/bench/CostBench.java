package dev.ren.integration.bench;

import dev.ren.integration.OwnStack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code ./ren bench cost}; it measures and judges nothing, and is therefore none of the tests. */
final class CostBench {
  private static final int REPEATS = 9;
  private static final int MINUTES = 60;

  /** As web-client/src/api/socket.ts has them. */
  private static final int PING_MINUTES = 4;

  private static final int LONGEST_MINUTES = 110;
  private static final int TOKEN_MINUTES = 30;
  private static final String TEXT = "send 1:1 text of 800 bytes";

  @Test
  void cost() throws Exception {
    Map<String, Taken> taken = new LinkedHashMap<>();
    try (MeteredStack stack = MeteredStack.start()) {
      taken.putAll(new EverydayActions(stack, REPEATS).measure());
      taken.putAll(CompanyActions.measure(stack));
      taken.putAll(new GroupActions(stack).measure(10, 100, 1000));
      taken.putAll(new FileActions(stack).measure());
    }
    taken.put("an idle hour with an open page, computed", idleHour(taken));
    Prices prices = Prices.read(OwnStack.projectFolder());
    Figures figures = new Figures();
    taken.forEach((action, amounts) -> figures.add(action, amounts, prices));
    figures.goal(TEXT + ": write units", 2);
    figures.goal(TEXT + ": read units", 1.5);
    figures.goal(TEXT + ": price", 4.8);
    figures.goal("page of 50 chats: AWS calls", 3);
    figures.write("cost");
  }

  /**
   * Pings and their answers come from the gateway alone. Of the renewals of a token, two an hour,
   * each is at most what a log-in takes; a new connection comes every 110 minutes.
   */
  private static Taken idleHour(Map<String, Taken> taken) {
    Taken connect = Objects.requireNonNull(taken.get("connect another device"));
    Taken login = Objects.requireNonNull(taken.get("log in"));
    return Taken.only(Quantity.SOCKET_MESSAGES, 2.0 * MINUTES / PING_MINUTES)
        .plus(Taken.only(Quantity.CONNECTION_MINUTES, MINUTES))
        .plus(login.times((double) MINUTES / TOKEN_MINUTES))
        .plus(connect.times((double) MINUTES / LONGEST_MINUTES));
  }
}
