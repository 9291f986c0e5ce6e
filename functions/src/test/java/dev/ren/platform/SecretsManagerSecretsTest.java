package dev.ren.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** How often Secrets Manager is asked, and for what. */
class SecretsManagerSecretsTest {
  private final Manager manager = new Manager();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final SecretsManagerSecrets secrets = new SecretsManagerSecrets(manager, () -> now);

  @Test
  void the_newest_version_is_one_call_in_five_minutes() {
    assertEquals("v1", secrets.current("jwt").id());
    assertEquals("v1", secrets.current("jwt").id());
    assertEquals(List.of("AWSCURRENT"), manager.asked);

    now = now.plus(Duration.ofMinutes(5));
    manager.rotate();
    assertEquals("v2", secrets.current("jwt").id());
  }

  @Test
  void the_version_before_is_read_when_it_is_asked_for_and_kept_too() {
    secrets.current("jwt");
    manager.rotate();

    assertEquals(List.of("v2", "v1"), ids());
    assertEquals(List.of("v2", "v1"), ids());
    assertEquals("v2", secrets.current("jwt").id());
    assertEquals(List.of("AWSCURRENT", "AWSCURRENT", "AWSPREVIOUS"), manager.asked);
  }

  @Test
  void a_secret_that_was_never_rotated_has_one_version() {
    assertEquals(List.of("v1"), ids());
  }

  private List<String> ids() {
    return secrets.versions("jwt").stream().map(Secrets.Version::id).toList();
  }

  /** Keeps one secret. */
  private static final class Manager implements SecretsManagerClient {
    private final List<String> asked = new ArrayList<>();
    private int newest = 1;

    void rotate() {
      newest++;
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      asked.add(request.versionStage());
      int version = request.versionStage().equals("AWSCURRENT") ? newest : newest - 1;
      if (version == 0) {
        throw ResourceNotFoundException.builder().build();
      }
      return GetSecretValueResponse.builder().versionId("v" + version).secretString("s").build();
    }

    @Override
    public String serviceName() {
      return "secretsmanager";
    }

    @Override
    public void close() {}
  }
}
