package dev.ren.local;

import dev.ren.local.gateway.SecretVault;
import dev.ren.local.template.StackModel;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;

/**
 * What a stack makes on an emulator of AWS such as LocalStack: the template's tables, buckets and
 * secrets, by their logical ids. What is there already stays.
 */
final class Emulator {
  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private Emulator() {}

  static void prepare(URI aws, StackModel model, SecretVault vault) {
    try (DynamoDbClient dynamoDb = client(DynamoDbClient.builder(), aws);
        S3Client s3 = client(S3Client.builder().forcePathStyle(true), aws);
        SecretsManagerClient secrets = client(SecretsManagerClient.builder(), aws)) {
      model.tables().forEach(table -> table.createIfAbsent(dynamoDb, table.logicalId()));
      // In us-east-1 S3 answers 200 for a bucket that is one's own already.
      model.buckets().forEach(bucket -> s3.createBucket(request -> request.bucket(bucket)));
      model.secrets().forEach(secret -> create(secrets, secret, vault));
    }
  }

  private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      B builder, URI aws) {
    return builder
        .endpointOverride(aws)
        .region(Region.US_EAST_1)
        .credentialsProvider(ANYBODY)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static void create(
      SecretsManagerClient secrets, StackModel.Secret secret, SecretVault vault) {
    String value = vault.version(secret.arn(), "AWSCURRENT").orElseThrow().value();
    try {
      secrets.createSecret(request -> request.name(secret.logicalId()).secretString(value));
    } catch (ResourceExistsException kept) {
      // Made by an earlier start: the rows there were made with it.
    }
  }
}
