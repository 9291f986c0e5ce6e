package dev.ren.localstack;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import cloud.localstack.Localstack;
import cloud.localstack.ServiceName;
import cloud.localstack.docker.LocalstackDockerExtension;
import cloud.localstack.docker.annotation.LocalstackDockerProperties;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Docker needed. LocalStack's free edition has no WebSocket APIs, so the gateway is the local
 * stack's and what stands behind the functions is LocalStack's.
 */
@ExtendWith(LocalstackDockerExtension.class)
@LocalstackDockerProperties(
    services = {ServiceName.DYNAMO, ServiceName.S3, ServiceName.SECRETSMANAGER},
    imageName = "localstack/localstack",
    imageTag = "4.14.0")
final class LocalStackTest {
  /** Fewer, and the selection below has lost its meaning. */
  private static final long AT_LEAST = 19;

  @Test
  void the_integration_tests_pass_on_its_tables_files_and_secrets() {
    long passed =
        IntegrationTests.passOn(
            // One port for all services; the names that it gives itself need a resolver.
            URI.create("http://localhost:" + Localstack.INSTANCE.getEdgePort()),
            selectClass("dev.ren.integration.AccountTest"),
            selectClass("dev.ren.integration.ConversationTest"),
            selectClass("dev.ren.integration.SocketTest"),
            // The others look into the data folder, or at S3's check of signatures.
            selectMethod("dev.ren.integration.FilesTest#what_a_sender_takes_back_is_gone_for_all"),
            selectMethod(
                "dev.ren.integration.FilesTest#a_stranger_and_who_comes_before_the_message_get_nothing"));

    assertTrue(passed >= AT_LEAST, () -> passed + " passed");
  }
}
