package dev.ren.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void what_a_newer_version_made_is_looked_for_at_most_twice_a_minute() {
    assertEquals(List.of("v1"), ids());
    manager.rotate();
    manager.asked.clear();

    assertEquals(Optional.empty(), found("v2"));
    assertEquals(List.of(), manager.asked);
    now = now.plus(Duration.ofSeconds(30));
    assertEquals(Optional.of("v2"), found("v2"));
    assertEquals(Optional.of("v1"), found("v1"));
    assertEquals(Optional.empty(), found("a stranger's"));
    assertEquals(List.of("AWSCURRENT", "AWSPREVIOUS"), manager.asked);
  }

  @Test
  void the_newest_is_found_though_it_comes_between_the_two_calls() {
    manager.rotatesAfterNextCall = true;

    assertEquals(List.of("v2", "v1"), ids());
  }

  @Test
  void a_secret_that_was_never_rotated_has_one_version() {
    assertEquals(List.of("v1"), ids());
  }

  private List<String> ids() {
    return secrets.versions("jwt").stream().map(Secrets.Version::id).toList();
  }

  private Optional<String> found(String id) {
    return secrets.find("jwt", version -> version.id().equals(id)).map(Secrets.Version::id);
  }

  /** Keeps one secret. */
  private static final class Manager implements SecretsManagerClient {
    private final List<String> asked = new ArrayList<>();
    private int newest = 1;
    private boolean rotatesAfterNextCall;

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
      if (rotatesAfterNextCall) {
        rotatesAfterNextCall = false;
        rotate();
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
