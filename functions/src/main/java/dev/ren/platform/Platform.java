package dev.ren.platform;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * What a container of functions has in common: one client per AWS service, clock, randomness,
 * configuration. Made once per environment; the local stack, where all functions share a process,
 * thereby shares the clients too.
 */
public final class Platform {
  private static final ConcurrentMap<Environment, Platform> KNOWN = new ConcurrentHashMap<>();

  private final Environment environment;
  private final Clock clock;
  private final SecureRandom random;
  private final AwsClients clients;
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
    this(environment, clock, random, new AwsClients(environment), dynamoDb, secrets);
  }

  private Platform(
      Environment environment,
      Clock clock,
      SecureRandom random,
      AwsClients clients,
      DynamoDbClient dynamoDb,
      Secrets secrets) {
    this.environment = environment;
    this.clock = clock;
    this.random = random;
    this.clients = clients;
    this.dynamoDb = dynamoDb;
    this.secrets = secrets;
  }

  /** The platform of an environment; the same one for equal environments. */
  public static Platform of(Environment environment) {
    return KNOWN.computeIfAbsent(environment, Platform::create);
  }

  private static Platform create(Environment environment) {
    Clock clock = Clock.systemUTC();
    AwsClients clients = new AwsClients(environment);
    SecretsManagerClient secrets = clients.secretsManager();
    Platform platform =
        new Platform(
            environment,
            clock,
            newRandom(),
            clients,
            clients.dynamoDb(),
            new SecretsManagerSecrets(secrets, clock));
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
    beforeSnapshot("secret", () -> Priming.secret(manager, secret));
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

  /** The client of the WebSocket API's {@code @connections}; made when it is first needed. */
  public synchronized ApiGatewayManagementApiClient connections() {
    ApiGatewayManagementApiClient made = connections;
    if (made == null) {
      made = clients.connections();
      connections = made;
    }
    return made;
  }

  /** The client of S3; made when it is first needed, since few calls need it. */
  public synchronized S3Client s3() {
    S3Client made = s3;
    if (made == null) {
      made = clients.s3();
      s3 = made;
    }
    return made;
  }

  /** Signs URLs for S3, without a call. Only handlers that sign ask for it. */
  public S3Presigner s3Presigner() {
    return clients.s3Presigner();
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
