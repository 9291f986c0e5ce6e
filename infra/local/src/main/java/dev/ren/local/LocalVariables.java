package dev.ren.local;

import java.net.URI;
import java.util.Map;

/**
 * The variables that stand in for AWS: region and endpoints. The credentials are of no meaning, but
 * the SDK signs with some.
 *
 * @param values added to every function's environment
 * @param innerUrl where {@code @connections} answers
 */
record LocalVariables(Map<String, String> values, String innerUrl) {
  private static final String CREDENTIAL = "local";

  static LocalVariables of(URI dynamoDb, String innerUrl) {
    // The SDK's own chain reads these first; a person's real credentials are thereby never used.
    System.setProperty("aws.accessKeyId", CREDENTIAL);
    System.setProperty("aws.secretAccessKey", CREDENTIAL);
    return new LocalVariables(
        Map.of(
            "AWS_REGION",
            "us-east-1",
            "AWS_ENDPOINT_URL_DYNAMODB",
            dynamoDb.toString(),
            "AWS_ENDPOINT_URL_SECRETS_MANAGER",
            innerUrl),
        innerUrl);
  }
}
