package dev.ren.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets from AWS Secrets Manager, kept for five minutes: a rotation reaches every container
 * within that time, and the version before ({@code AWSPREVIOUS}) goes on verifying. Read at first
 * use and not at init, since a SnapStart snapshot would freeze them into every container; and the
 * version before only for what the newest did not make, so that a first caller waits for one call.
 */
final class SecretsManagerSecrets implements Secrets {
  private static final Duration FRESH = Duration.ofMinutes(5);

  /** What was read, and whether the version before was looked for. */
  private record Kept(List<Version> versions, boolean isWhole, Instant until) {}

  private final SecretsManagerClient client;
  private final InstantSource clock;
  private final ConcurrentMap<String, Kept> kept = new ConcurrentHashMap<>();

  SecretsManagerSecrets(SecretsManagerClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public Version current(String secretId) {
    return kept(secretId, false).versions.getFirst();
  }

  @Override
  public List<Version> versions(String secretId) {
    return kept(secretId, true).versions;
  }

  private Kept kept(String secretId, boolean isWhole) {
    Instant now = clock.instant();
    Kept known = kept.get(secretId);
    if (known != null && now.isBefore(known.until) && (known.isWhole || !isWhole)) {
      return known;
    }
    Kept fresh = new Kept(read(secretId, isWhole), isWhole, now.plus(FRESH));
    kept.put(secretId, fresh);
    return fresh;
  }

  private List<Version> read(String secretId, boolean isWhole) {
    List<Version> versions = new ArrayList<>();
    versions.add(read(secretId, "AWSCURRENT"));
    if (isWhole) {
      try {
        versions.add(read(secretId, "AWSPREVIOUS"));
      } catch (ResourceNotFoundException neverRotated) {
        // The usual state: only a rotation makes a previous version.
      }
    }
    return List.copyOf(versions);
  }

  private Version read(String secretId, String stage) {
    GetSecretValueResponse secret =
        client.getSecretValue(request -> request.secretId(secretId).versionStage(stage));
    return new Version(secret.versionId(), secret.secretString());
  }
}
