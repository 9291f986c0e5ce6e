package dev.ren.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ren.integration.Stacks;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.Charset;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The integration tests on a stack whose tables, files and secrets an emulator of AWS keeps. */
final class IntegrationTests {
  private IntegrationTests() {}

  /**
   * Runs them; fails if one fails, and tells what was run.
   *
   * @return how many passed
   */
  static long passOn(URI aws, DiscoverySelector... selected) {
    System.setProperty(Stacks.AWS_URL, aws.toString());
    try {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(LauncherDiscoveryRequestBuilder.request().selectors(selected).build(), listener);
      TestExecutionSummary summary = listener.getSummary();
      PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
      summary.printTo(out);
      summary.printFailuresTo(out);

      assertEquals(0, summary.getTotalFailureCount());
      return summary.getTestsSucceededCount();
    } finally {
      System.clearProperty(Stacks.AWS_URL);
    }
  }
}
