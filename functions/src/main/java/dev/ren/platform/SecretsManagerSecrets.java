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
 * use and not at init, since a SnapStart snapshot would freeze them into every container.
 */
final class SecretsManagerSecrets implements Secrets {
  private static final Duration FRESH = Duration.ofMinutes(5);

  private record Kept(List<Version> versions, Instant until) {}

  private final SecretsManagerClient client;
  private final InstantSource clock;
  private final ConcurrentMap<String, Kept> kept = new ConcurrentHashMap<>();

  SecretsManagerSecrets(SecretsManagerClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public List<Version> versions(String secretId) {
    Instant now = clock.instant();
    Kept known = kept.get(secretId);
    if (known != null && now.isBefore(known.until)) {
      return known.versions;
    }
    List<Version> versions = new ArrayList<>();
    versions.add(read(secretId, "AWSCURRENT"));
    try {
      versions.add(read(secretId, "AWSPREVIOUS"));
    } catch (ResourceNotFoundException neverRotated) {
      // The usual state: only a rotation makes a previous version.
    }
    kept.put(secretId, new Kept(List.copyOf(versions), now.plus(FRESH)));
    return List.copyOf(versions);
  }

  private Version read(String secretId, String stage) {
    GetSecretValueResponse secret =
        client.getSecretValue(request -> request.secretId(secretId).versionStage(stage));
    return new Version(secret.versionId(), secret.secretString());
  }
}
