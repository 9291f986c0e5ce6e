package dev.ren.local;

import dev.ren.local.gateway.InnerCredential;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;

/**
 * The variables that stand in for AWS: region, endpoints and credentials, as Lambda sets them.
 *
 * @param values added to every function's environment
 * @param innerUrl where {@code @connections} answers
 */
record LocalVariables(Map<String, String> values, String innerUrl) {
  /** One for the process, since the SDK's own chain reads it from the process's properties. */
  static final InnerCredential CREDENTIAL = InnerCredential.random(new SecureRandom());

  static LocalVariables of(URI dynamoDb, String innerUrl) {
    // The SDK's own chain reads these first; a person's real credentials are thereby never used.
    System.setProperty("aws.accessKeyId", CREDENTIAL.accessKeyId());
    System.setProperty("aws.secretAccessKey", CREDENTIAL.secretAccessKey());
    return new LocalVariables(
        Map.of(
            "AWS_REGION",
            "us-east-1",
            "AWS_ACCESS_KEY_ID",
            CREDENTIAL.accessKeyId(),
            "AWS_SECRET_ACCESS_KEY",
            CREDENTIAL.secretAccessKey(),
            "AWS_ENDPOINT_URL_DYNAMODB",
            dynamoDb.toString(),
            "AWS_ENDPOINT_URL_SECRETS_MANAGER",
            innerUrl),
        innerUrl);
  }
}
