package dev.ren.local.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every resource type and property that the local stack knows. A property either does something
 * here ({@code acted}) or is known to need nothing ({@code ignored}); any other is refused.
 */
final class ResourceTypes {
  static final String FUNCTION = "AWS::Serverless::Function";
  static final String REST_API = "AWS::Serverless::Api";
  static final String SOCKET_API = "AWS::Serverless::WebSocketApi";
  static final String ROUTE = "AWS::ApiGatewayV2::Route";
  static final String INTEGRATION = "AWS::ApiGatewayV2::Integration";
  static final String INTEGRATION_RESPONSE = "AWS::ApiGatewayV2::IntegrationResponse";
  static final String ROUTE_RESPONSE = "AWS::ApiGatewayV2::RouteResponse";
  static final String TABLE = "AWS::DynamoDB::Table";
  static final String SECRET = "AWS::SecretsManager::Secret";
  static final String BUCKET = "AWS::S3::Bucket";
  static final String BUCKET_POLICY = "AWS::S3::BucketPolicy";
  static final String STACK = "AWS::CloudFormation::Stack";
  static final String APPLICATION = "AWS::Serverless::Application";

  record Properties(Set<String> acted, Set<String> ignored) {
    void check(TemplateNode properties) {
      properties
          .entries()
          .forEach(
              (name, value) -> {
                if (!acted.contains(name) && !ignored.contains(name)) {
                  throw value.wrong("property " + name + " is not understood");
                }
              });
    }
  }

  static final Properties FUNCTION_PROPERTIES =
      new Properties(
          Set.of("Handler", "Environment", "Timeout", "Events", "Policies"),
          // How AWS packs, publishes, sizes and watches a function.
          Set.of(
              "CodeUri",
              "Runtime",
              "Architectures",
              "MemorySize",
              "SnapStart",
              "AutoPublishAlias",
              "AutoPublishAliasAllProperties",
              "AutoPublishCodeSha256",
              "VersionDeletionPolicy",
              "Description",
              "FunctionName",
              "Tracing",
              "LoggingConfig",
              "Tags",
              "PropagateTags",
              "PermissionsBoundary",
              "ReservedConcurrentExecutions",
              "DeploymentPreference"));

  static final Properties REST_API_PROPERTIES =
      new Properties(
          Set.of("StageName", "BinaryMediaTypes", "GatewayResponses", "Auth"),
          Set.of(
              "Name",
              "Description",
              "EndpointConfiguration",
              "OpenApiVersion",
              "TracingEnabled",
              "AccessLogSetting",
              "MethodSettings",
              "AlwaysDeploy",
              "Tags",
              "PropagateTags",
              "DisableExecuteApiEndpoint"));

  private static final Map<String, Properties> ACTED_ON =
      Map.ofEntries(
          Map.entry(FUNCTION, FUNCTION_PROPERTIES),
          Map.entry(REST_API, REST_API_PROPERTIES),
          Map.entry(
              SOCKET_API,
              new Properties(
                  Set.of("StageName", "RouteSelectionExpression", "Auth", "Routes"),
                  Set.of(
                      "Name",
                      "Description",
                      "AccessLogSettings",
                      "DefaultRouteSettings",
                      "RouteSettings",
                      "Tags",
                      "PropagateTags",
                      "DisableExecuteApiEndpoint"))),
          Map.entry(
              ROUTE,
              new Properties(
                  Set.of("ApiId", "RouteKey", "Target", "RouteResponseSelectionExpression"),
                  Set.of("OperationName"))),
          Map.entry(
              INTEGRATION,
              new Properties(
                  Set.of(
                      "ApiId",
                      "IntegrationType",
                      "IntegrationUri",
                      "RequestTemplates",
                      "TemplateSelectionExpression"),
                  Set.of("Description", "IntegrationMethod", "TimeoutInMillis"))),
          Map.entry(
              INTEGRATION_RESPONSE,
              new Properties(
                  Set.of(
                      "ApiId",
                      "IntegrationId",
                      "IntegrationResponseKey",
                      "ResponseTemplates",
                      "TemplateSelectionExpression"),
                  Set.of())),
          Map.entry(
              ROUTE_RESPONSE,
              new Properties(Set.of("ApiId", "RouteId", "RouteResponseKey"), Set.of())),
          Map.entry(
              TABLE,
              new Properties(
                  Set.of(
                      "AttributeDefinitions",
                      "KeySchema",
                      "GlobalSecondaryIndexes",
                      "TimeToLiveSpecification"),
                  Set.of(
                      "TableName",
                      "BillingMode",
                      "PointInTimeRecoverySpecification",
                      "SSESpecification",
                      "DeletionProtectionEnabled",
                      "OnDemandThroughput",
                      "TableClass",
                      "Tags"))),
          Map.entry(
              SECRET,
              new Properties(
                  Set.of("GenerateSecretString"), Set.of("Name", "Description", "Tags"))),
          // The local sweep does what the lifecycle rules do; one origin needs no CORS.
          Map.entry(
              BUCKET,
              new Properties(
                  Set.of("BucketName"),
                  Set.of(
                      "BucketEncryption",
                      "PublicAccessBlockConfiguration",
                      "OwnershipControls",
                      "LifecycleConfiguration",
                      "CorsConfiguration",
                      "Tags"))),
          // Nobody but the functions and presigned URLs reaches the bucket here.
          Map.entry(BUCKET_POLICY, new Properties(Set.of(), Set.of("Bucket", "PolicyDocument"))),
          Map.entry(STACK, new Properties(Set.of("TemplateURL", "Parameters"), Set.of("Tags"))),
          Map.entry(APPLICATION, new Properties(Set.of("Location", "Parameters"), Set.of("Tags"))));

  /** Types that change nothing on one machine, each with its reason. */
  private static final Map<String, String> WITHOUT_EFFECT =
      Map.ofEntries(
          Map.entry("AWS::Lambda::Permission", "local calls need no permission"),
          Map.entry("AWS::IAM::Role", "local calls need no permission"),
          Map.entry("AWS::IAM::ManagedPolicy", "local calls need no permission"),
          Map.entry("AWS::Logs::LogGroup", "the local log is a file"),
          Map.entry("AWS::Logs::MetricFilter", "there are no metrics"),
          Map.entry("AWS::Logs::QueryDefinition", "a saved search of CloudWatch's"),
          Map.entry("AWS::CloudWatch::Alarm", "there are no metrics"),
          Map.entry("AWS::CloudWatch::CompositeAlarm", "there are no metrics"),
          Map.entry("AWS::CloudWatch::Dashboard", "there are no metrics"),
          Map.entry("AWS::SNS::Topic", "it carries alarms only"),
          Map.entry("AWS::SNS::TopicPolicy", "it carries alarms only"),
          Map.entry("AWS::SNS::Subscription", "it carries alarms only"),
          Map.entry("AWS::ApiGateway::Account", "a setting of the AWS account"),
          Map.entry("AWS::ApiGateway::ApiKey", "nothing stands in front of the gateway"),
          Map.entry("AWS::ApiGateway::UsagePlan", "nothing stands in front of the gateway"),
          Map.entry("AWS::ApiGateway::UsagePlanKey", "nothing stands in front of the gateway"),
          Map.entry("AWS::CloudFront::Distribution", "the gateway serves everything itself"),
          Map.entry("AWS::CloudFront::Function", "the gateway has its own fallback to index.html"),
          Map.entry("AWS::CloudFront::ResponseHeadersPolicy", "the gateway sets its own headers"),
          Map.entry("AWS::CloudFront::CachePolicy", "there is no cache"),
          Map.entry("AWS::CloudFront::OriginRequestPolicy", "there is no cache"),
          Map.entry("AWS::CloudFront::OriginAccessControl", "the web client is a local folder"),
          Map.entry("AWS::S3::BucketPolicy", "local files need no permission"),
          Map.entry("AWS::WAFv2::WebACL", "the gateway listens on this machine only"),
          Map.entry("AWS::WAFv2::WebACLAssociation", "the gateway listens on this machine only"));

  private ResourceTypes() {}

  /** The properties of a type that is acted on. */
  static Optional<Properties> actedOn(String type) {
    return Optional.ofNullable(ACTED_ON.get(type));
  }

  static boolean isWithoutEffect(String type) {
    return WITHOUT_EFFECT.containsKey(type);
  }
}
