package dev.ren.local.template;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that resources get on one machine: the logical id, in ARNs of AWS's form. */
public final class LocalNames {
  static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";

  /** A connection of the one WebSocket API, as policies name it; ids and methods do not matter. */
  public static final String CONNECTIONS =
      "arn:aws:execute-api:" + REGION + ":" + ACCOUNT + ":SocketApi/ws/POST/@connections/id";

  private static final Pattern FUNCTION_ARN =
      Pattern.compile("arn:aws:lambda:[^:]+:[^:]+:function:([^:/]+)(:live)?");

  static final Map<String, String> PSEUDO_PARAMETERS =
      Map.of(
          "AWS::Region",
          REGION,
          "AWS::AccountId",
          ACCOUNT,
          "AWS::Partition",
          "aws",
          "AWS::URLSuffix",
          "amazonaws.com",
          "AWS::StackName",
          "ren",
          "AWS::StackId",
          "arn:aws:cloudformation:" + REGION + ":" + ACCOUNT + ":stack/ren/local");

  private LocalNames() {}

  static String functionArn(String logicalId) {
    return arn("lambda", "function:" + logicalId);
  }

  static String aliasArn(String logicalId) {
    return functionArn(logicalId) + ":live";
  }

  static String secretArn(String logicalId) {
    return arn("secretsmanager", "secret:" + logicalId);
  }

  /** The ARN of a table. */
  public static String tableArn(String logicalId) {
    return arn("dynamodb", "table/" + logicalId);
  }

  /** The name of a bucket to which the template gives none. */
  static String bucket(String logicalId) {
    return logicalId.toLowerCase(Locale.ROOT);
  }

  static String bucketArn(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }

  /** The ARN of an object. */
  public static String objectArn(String bucket, String key) {
    return "arn:aws:s3:::" + bucket + "/" + key;
  }

  static String otherArn(String logicalId) {
    return arn("local", logicalId);
  }

  /** Where AWS would answer @connections; the gateway puts its own address in its place. */
  static String managementEndpoint(String apiId, String stage) {
    return "https://" + apiId + ".execute-api." + REGION + ".amazonaws.com/" + stage;
  }

  /** The function whose alias an integration's URI or ARN names; empty if it names no alias. */
  static Optional<String> functionOfAlias(String uri) {
    Matcher arn = FUNCTION_ARN.matcher(uri);
    return arn.find() && arn.group(2) != null ? Optional.of(arn.group(1)) : Optional.empty();
  }

  private static String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
  }
}
