package dev.ren.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets from AWS Secrets Manager, kept for five minutes: a rotation reaches every container
 * within that time, and the version before ({@code AWSPREVIOUS}) goes on verifying. What a newer
 * version made, in a container that met it earlier, makes this one look again, at most twice a
 * minute: strangers who name versions at will cost no more than that.
 *
 * <p>Read at first use and not at init, since a SnapStart snapshot would freeze them into every
 * container; and the version before only for what the newest did not make, so that a first caller
 * waits for one call.
 */
final class SecretsManagerSecrets implements Secrets {
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  /** What was read, and whether the version before was looked for. */
  private record Kept(List<Version> versions, boolean isWhole, Instant readAt) {}

  private final SecretsManagerClient client;
  private final InstantSource clock;
  private final ConcurrentMap<String, Kept> kept = new ConcurrentHashMap<>();

  SecretsManagerSecrets(SecretsManagerClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public Version current(String secretId) {
    return kept(secretId, false, FRESH).getFirst();
  }

  @Override
  public List<Version> versions(String secretId) {
    return kept(secretId, true, FRESH);
  }

  @Override
  public Optional<Version> find(String secretId, Predicate<Version> madeIt) {
    return Optional.of(current(secretId))
        .filter(madeIt)
        .or(() -> versions(secretId).stream().filter(madeIt).findFirst())
        .or(() -> kept(secretId, true, BETWEEN_LOOKS).stream().filter(madeIt).findFirst());
  }

  private List<Version> kept(String secretId, boolean isWhole, Duration age) {
    Instant now = clock.instant();
    Kept known = kept.get(secretId);
    if (known != null && now.isBefore(known.readAt.plus(age)) && (known.isWhole || !isWhole)) {
      return known.versions;
    }
    List<Version> fresh =
        isWhole ? newestAndBefore(secretId) : List.of(read(secretId, "AWSCURRENT"));
    kept.put(secretId, new Kept(fresh, isWhole, now));
    return fresh;
  }

  private List<Version> newestAndBefore(String secretId) {
    Version newest = read(secretId, "AWSCURRENT");
    try {
      Version before = read(secretId, "AWSPREVIOUS");
      // The same twice: it was rotated between the two calls, and the newest is another.
      return before.id().equals(newest.id())
          ? List.of(read(secretId, "AWSCURRENT"), before)
          : List.of(newest, before);
    } catch (ResourceNotFoundException neverRotated) {
      return List.of(newest);
    }
  }

  private Version read(String secretId, String stage) {
    GetSecretValueResponse secret =
        client.getSecretValue(request -> request.secretId(secretId).versionStage(stage));
    return new Version(secret.versionId(), secret.secretString());
  }
}
