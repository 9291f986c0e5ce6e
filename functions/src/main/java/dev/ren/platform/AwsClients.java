package dev.ren.platform;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Makes the clients of AWS services. They share what costs a cold start most: the HTTP client with
 * its trust store and the chain of credentials. What a function never has, profile files and
 * proxies, is not looked for.
 */
final class AwsClients {
  private static final String S3_ENDPOINT = "AWS_ENDPOINT_URL_S3";

  /** Below every function's own timeout, so that a stuck call becomes {@code unavailable}. */
  private static final Duration CALL = Duration.ofSeconds(8);

  private static final Duration LONG_CALL = Duration.ofSeconds(25);
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 4;

  private final Environment environment;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .socketTimeout(LONG_CALL)
          .proxyConfiguration(
              ProxyConfiguration.builder()
                  .useSystemPropertyValues(false)
                  .useEnvironmentVariablesValues(false)
                  .build())
          .build();
  private final AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();

  AwsClients(Environment environment) {
    this.environment = environment;
  }

  SecretsManagerClient secretsManager() {
    return configure(
            SecretsManagerClient.builder(),
            "AWS_ENDPOINT_URL_SECRETS_MANAGER",
            Metrics.Metric.SECRETS_LATENCY)
        .build();
  }

  DynamoDbClient dynamoDb() {
    return configure(
            DynamoDbClient.builder(), "AWS_ENDPOINT_URL_DYNAMODB", Metrics.Metric.DYNAMODB_LATENCY)
        .accountIdEndpointMode(AccountIdEndpointMode.DISABLED)
        .endpointDiscoveryEnabled(false)
        .build();
  }

  ApiGatewayManagementApiClient connections() {
    return configure(
            ApiGatewayManagementApiClient.builder(),
            "WEBSOCKET_ENDPOINT",
            Metrics.Metric.CONNECTIONS_LATENCY)
        .build();
  }

  S3Client s3() {
    return configure(S3Client.builder(), S3_ENDPOINT, Metrics.Metric.S3_LATENCY)
        // Completing a large upload takes S3 its time.
        .overrideConfiguration(override(Metrics.Metric.S3_LATENCY, LONG_CALL, LONG_CALL))
        .credentialsProvider(s3Credentials())
        .forcePathStyle(!environment.get(S3_ENDPOINT, "").isEmpty())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  S3Presigner s3Presigner() {
    String endpoint = environment.get(S3_ENDPOINT, "");
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(region())
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
        ? credentials
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(id, environment.require("S3_SECRET_ACCESS_KEY")));
  }

  private Region region() {
    return Region.of(environment.require("AWS_REGION"));
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(
      B builder, String endpointVariable, Metrics.Metric latency) {
    String endpoint = environment.get(endpointVariable, "");
    if (!endpoint.isEmpty()) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder
        .region(region())
        .credentialsProvider(credentials)
        .httpClient(http)
        .defaultsMode(DefaultsMode.LEGACY)
        .dualstackEnabled(false)
        .fipsEnabled(false)
        .overrideConfiguration(override(latency, CALL, ATTEMPT));
  }

  private static ClientOverrideConfiguration override(
      Metrics.Metric latency, Duration call, Duration attempt) {
    return ClientOverrideConfiguration.builder()
        .defaultProfileFile(ProfileFile.aggregator().build())
        .addExecutionInterceptor(new AwsCalls(Metrics.process(), latency, System::nanoTime))
        .apiCallTimeout(call)
        .apiCallAttemptTimeout(attempt)
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build())
        .build();
  }
}
