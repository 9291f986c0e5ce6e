package dev.ren.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What {@link LocalStackTest} does, in short, on an emulator that runs already. */
@EnabledIfEnvironmentVariable(named = "REN_AWS_URL", matches = ".+")
final class EmulatorTest {
  @Test
  void two_people_talk_and_a_file_comes_and_goes_on_its_tables_files_and_secrets() {
    long passed =
        IntegrationTests.passOn(
            URI.create(System.getenv("REN_AWS_URL")),
            selectMethod(
                "dev.ren.integration.ConversationTest#two_people_find_each_other_and_talk_over_the_socket(dev.ren.integration.Target)"),
            selectMethod("dev.ren.integration.FilesTest#what_a_sender_takes_back_is_gone_for_all"));

    assertEquals(2, passed);
  }
}
