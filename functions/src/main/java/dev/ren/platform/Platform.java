package dev.ren.platform;

import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * What a container of functions has in common: one client per AWS service, clock, randomness,
 * configuration. Made once per environment; the local stack, where all functions share a process,
 * thereby shares the clients too.
 */
public final class Platform {
  private static final ConcurrentMap<Environment, Platform> KNOWN = new ConcurrentHashMap<>();

  /** Below every function's own timeout, so that a stuck call becomes {@code unavailable}. */
  private static final Duration CALL = Duration.ofSeconds(8);

  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 4;

  private final Environment environment;
  private final Clock clock;
  private final SecureRandom random;
  private final DynamoDbClient dynamoDb;
  private final Secrets secrets;
  private final Priming priming = Priming.registered();
  private @Nullable ApiGatewayManagementApiClient connections;

  /** For tests: the ports are given. */
  public Platform(
      Environment environment,
      Clock clock,
      SecureRandom random,
      DynamoDbClient dynamoDb,
      Secrets secrets) {
    this.environment = environment;
    this.clock = clock;
    this.random = random;
    this.dynamoDb = dynamoDb;
    this.secrets = secrets;
  }

  /** The platform of an environment; the same one for equal environments. */
  public static Platform of(Environment environment) {
    return KNOWN.computeIfAbsent(environment, Platform::create);
  }

  private static Platform create(Environment environment) {
    Clock clock = Clock.systemUTC();
    SecretsManagerClient secrets =
        configure(SecretsManagerClient.builder(), environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER")
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    DynamoDbClient dynamoDb =
        configure(DynamoDbClient.builder(), environment, "AWS_ENDPOINT_URL_DYNAMODB")
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    Platform platform =
        new Platform(
            environment, clock, newRandom(), dynamoDb, new SecretsManagerSecrets(secrets, clock));
    platform.prime(secrets);
    return platform;
  }

  /** What every function does with every event. */
  private void prime(SecretsManagerClient manager) {
    String secret = environment.require("SECRET_JWT");
    beforeSnapshot("event", Priming::event);
    beforeSnapshot("token", () -> Priming.token(clock));
    beforeSnapshot(
        "session",
        () -> Priming.session(SessionReader.eventual(dynamoDb, table("TABLE_USER")), clock));
    beforeSnapshot(
        "secret",
        () ->
            manager.getSecretValue(
                request -> request.secretId(secret).versionStage(Priming.NO_STAGE)));
  }

  /**
   * Adds a step to what is done before a SnapStart snapshot.
   *
   * @param work reads only, keeps nothing secret or unique, and may fail
   */
  public void beforeSnapshot(String name, Runnable work) {
    priming.add(name, work);
  }

  /**
   * The operating system's generator, which a SnapStart snapshot cannot repeat: a seeded one would
   * give every restored container the same numbers.
   */
  private static SecureRandom newRandom() {
    try {
      return SecureRandom.getInstance("NativePRNGNonBlocking");
    } catch (NoSuchAlgorithmException otherSystem) {
      return new SecureRandom();
    }
  }

  private static <B extends AwsClientBuilder<B, ?>> B configure(
      B builder, Environment environment, String endpointVariable) {
    String endpoint = environment.get(endpointVariable, "");
    if (!endpoint.isEmpty()) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder
        .region(Region.of(environment.require("AWS_REGION")))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallTimeout(CALL)
                .apiCallAttemptTimeout(ATTEMPT)
                .retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .build());
  }

  /** The client of the WebSocket API's {@code @connections}; made when it is first needed. */
  public synchronized ApiGatewayManagementApiClient connections() {
    ApiGatewayManagementApiClient made = connections;
    if (made == null) {
      made =
          configure(ApiGatewayManagementApiClient.builder(), environment, "WEBSOCKET_ENDPOINT")
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build();
      connections = made;
    }
    return made;
  }

  /** The name of a table, from the variable {@code TABLE_…}. */
  public String table(String variable) {
    return environment.require(variable);
  }

  /** Whether a variable says {@code true}; not where it is not set. */
  public boolean isOn(String variable) {
    return environment.get(variable, "false").equals("true");
  }

  public Clock clock() {
    return clock;
  }

  public SecureRandom random() {
    return random;
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  public Tokens tokens() {
    return new Tokens(secrets, environment.require("SECRET_JWT"), clock);
  }

  public Peppers peppers() {
    return new Peppers(
        secrets, environment.require("SECRET_PEPPER"), environment.require("SECRET_SALT"));
  }

  public Authenticator authenticator() {
    return new Authenticator(tokens(), SessionReader.eventual(dynamoDb, table("TABLE_USER")));
  }

  public LiveSessions liveSessions() {
    return SessionReader.consistent(dynamoDb, table("TABLE_USER"));
  }

  public RateLimiter rateLimiter() {
    int factor = Integer.parseInt(environment.get("RATE_LIMIT_FACTOR", "1"));
    return new RateLimiter(new LimitStore(dynamoDb, table("TABLE_LIMITS")), clock, factor);
  }
}
