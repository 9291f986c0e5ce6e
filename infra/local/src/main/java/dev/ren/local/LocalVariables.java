package dev.ren.local;

import dev.ren.local.gateway.InnerCredential;
import dev.ren.local.s3.LocalS3;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
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

  private static final String ID = "local";
  private static final int SECRET_BYTES = 24;

  /**
   * What S3 is signed with: made anew at every start, so that nobody else here can. Presigned URLs
   * show its id, and therefore it is not that of the inner address.
   */
  static LocalS3.Credential credential(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new LocalS3.Credential(ID, HexFormat.of().formatHex(secret));
  }

  /**
   * For an emulator that answers for all of AWS but the sockets, and asks for no signature.
   *
   * @param innerUrl where {@code @connections} answers
   */
  static LocalVariables of(URI aws, String innerUrl) {
    return of(aws, innerUrl, aws, new LocalS3.Credential("test", "test"), aws.toString());
  }

  /**
   * For services at these addresses.
   *
   * @param s3 as browsers reach it too, since its host and path are signed
   */
  static LocalVariables of(URI dynamoDb, String innerUrl, URI s3, LocalS3.Credential credential) {
    return of(dynamoDb, innerUrl, s3, credential, innerUrl);
  }

  private static LocalVariables of(
      URI dynamoDb, String innerUrl, URI s3, LocalS3.Credential credential, String secrets) {
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
            "AWS_ENDPOINT_URL_S3",
            s3.toString(),
            "S3_ACCESS_KEY_ID",
            credential.id(),
            "S3_SECRET_ACCESS_KEY",
            credential.secret(),
            "AWS_ENDPOINT_URL_SECRETS_MANAGER",
            secrets),
        innerUrl);
  }
}
