package dev.ren.local.template;

import dev.ren.dynamodblocal.TableDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a template, with its nested ones, asks for.
 *
 * @param functions by logical id
 * @param rest absent in a template without a REST API
 * @param socket absent in a template without a WebSocket API
 * @param buckets by their local names
 */
public record StackModel(
    Map<String, Function> functions,
    Optional<RestApi> rest,
    Optional<SocketApi> socket,
    List<TableDefinition> tables,
    List<Secret> secrets,
    List<String> buckets) {

  /**
   * A Lambda function.
   *
   * @param handlerClass the class that {@code Handler} names
   * @param environment its variables, with every name a local one
   * @param permissions what its policies allow
   */
  public record Function(
      String logicalId,
      String handlerClass,
      Duration timeout,
      Map<String, String> environment,
      List<Permission> permissions) {}

  /**
   * An Allow statement of a policy.
   *
   * @param actions such as {@code dynamodb:PutItem}
   * @param resources ARNs, which may contain {@code *}
   */
  public record Permission(List<String> actions, List<String> resources) {}

  /**
   * A REST API.
   *
   * @param gatewayResponses by response type, such as {@code REQUEST_TOO_LARGE}
   */
  public record RestApi(
      String id,
      String stage,
      List<String> binaryMediaTypes,
      Map<String, GatewayResponse> gatewayResponses,
      List<RestRoute> routes) {}

  /** {@code method} in upper case; {@code path} as in the template, with {@code {parameters}}. */
  public record RestRoute(String method, String path, String functionId) {}

  /**
   * What the gateway itself answers.
   *
   * @param status absent: the gateway's own
   * @param headers names and values
   * @param templates by media type
   */
  public record GatewayResponse(
      OptionalInt status, Map<String, String> headers, Map<String, String> templates) {}

  /**
   * A WebSocket API.
   *
   * @param authorizer the logical id of the function that decides on {@code $connect}
   * @param routes by route key
   */
  public record SocketApi(
      String id, String stage, Optional<String> authorizer, Map<String, SocketRoute> routes) {

    /** Where AWS would answer {@code @connections}. */
    public String managementEndpoint() {
      return LocalNames.managementEndpoint(id, stage);
    }
  }

  /** Where a message goes. */
  public sealed interface SocketRoute {

    /**
     * To a function.
     *
     * @param replies whether the route has a route response, without which the function's return
     *     value is dropped
     */
    record ToFunction(String functionId, boolean replies) implements SocketRoute {}

    /** Nowhere: the gateway answers a fixed text. */
    record Mock(String reply) implements SocketRoute {}
  }

  /**
   * A generated secret.
   *
   * @param arn what {@code !Ref} gives
   * @param generator the rule by which its value is made, once
   */
  public record Secret(String logicalId, String arn, SecretGenerator generator) {}

  /**
   * Secrets Manager's {@code GenerateSecretString}.
   *
   * @param length characters
   * @param alphabet what to draw from
   * @param key if present, the value is {@code template} with this key set to the random text
   * @param template a JSON object
   */
  public record SecretGenerator(
      int length, String alphabet, Optional<String> key, String template) {}
}
