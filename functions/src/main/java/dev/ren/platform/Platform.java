package dev.ren.platform;

import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
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

  private static final Duration LONG_CALL = Duration.ofSeconds(25);
  private static final String S3_ENDPOINT = "AWS_ENDPOINT_URL_S3";
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 4;

  private final Environment environment;
  private final Clock clock;
  private final SecureRandom random;
  private final DynamoDbClient dynamoDb;
  private final Secrets secrets;
  private final Priming priming = Priming.registered();
  private @Nullable ApiGatewayManagementApiClient connections;
  private @Nullable S3Client s3;

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
        configure(
                SecretsManagerClient.builder(),
                environment,
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                Metrics.Metric.SECRETS_LATENCY)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    DynamoDbClient dynamoDb =
        configure(
                DynamoDbClient.builder(),
                environment,
                "AWS_ENDPOINT_URL_DYNAMODB",
                Metrics.Metric.DYNAMODB_LATENCY)
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
      B builder, Environment environment, String endpointVariable, Metrics.Metric latency) {
    String endpoint = environment.get(endpointVariable, "");
    if (!endpoint.isEmpty()) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder
        .region(Region.of(environment.require("AWS_REGION")))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(new AwsCalls(Metrics.process(), latency, System::nanoTime))
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
          configure(
                  ApiGatewayManagementApiClient.builder(),
                  environment,
                  "WEBSOCKET_ENDPOINT",
                  Metrics.Metric.CONNECTIONS_LATENCY)
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build();
      connections = made;
    }
    return made;
  }

  /** The client of S3; made when it is first needed, since few calls need it. */
  public synchronized S3Client s3() {
    S3Client made = s3;
    if (made == null) {
      boolean emulated = !environment.get(S3_ENDPOINT, "").isEmpty();
      made =
          configure(S3Client.builder(), environment, S3_ENDPOINT, Metrics.Metric.S3_LATENCY)
              // Completing a large upload takes S3 its time.
              .overrideConfiguration(
                  timeouts -> timeouts.apiCallTimeout(LONG_CALL).apiCallAttemptTimeout(LONG_CALL))
              .credentialsProvider(s3Credentials())
              .forcePathStyle(emulated)
              .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
              .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
              .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(LONG_CALL))
              .build();
      s3 = made;
    }
    return made;
  }

  /** Signs URLs for S3, without a call. Only handlers that sign ask for it. */
  public S3Presigner s3Presigner() {
    String endpoint = environment.get(S3_ENDPOINT, "");
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(environment.require("AWS_REGION")))
            .credentialsProvider(s3Credentials())
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(!endpoint.isEmpty()).build());
    if (!endpoint.isEmpty()) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder.build();
  }

  /** The function's own; those of an S3 beside AWS where the environment names some. */
  private AwsCredentialsProvider s3Credentials() {
    String id = environment.get("S3_ACCESS_KEY_ID", "");
    return id.isEmpty()
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(id, environment.require("S3_SECRET_ACCESS_KEY")));
  }

  /** The name of a bucket, from the variable {@code BUCKET_…}. */
  public String bucket(String variable) {
    return environment.require(variable);
  }

  /** A whole number of the configuration. */
  public long number(String variable) {
    return Long.parseLong(environment.require(variable));
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
