package dev.ren.local.template;

import dev.ren.dynamodblocal.StorageTemplate;
import dev.ren.dynamodblocal.TableDefinition;
import dev.ren.local.template.StackModel.Function;
import dev.ren.local.template.StackModel.GatewayResponse;
import dev.ren.local.template.StackModel.RestApi;
import dev.ren.local.template.StackModel.RestRoute;
import dev.ren.local.template.StackModel.Secret;
import dev.ren.local.template.StackModel.SocketApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a template and the ones nested in it. */
public final class TemplateReader {
  private static final Set<String> GLOBALS = Set.of("Function", "Api");

  /** The key is CloudFront's, which does not stand in front of this gateway. */
  private static final ResourceTypes.Properties REST_AUTH =
      new ResourceTypes.Properties(Set.of(), Set.of("ApiKeyRequired"));

  private static final Set<String> RESPONSE =
      Set.of("StatusCode", "ResponseParameters", "ResponseTemplates");

  private final Map<String, Function> functions = new LinkedHashMap<>();
  private final List<RestRoute> restRoutes = new ArrayList<>();
  private final List<TableDefinition> tables = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();
  private final List<String> buckets = new ArrayList<>();
  private Optional<RestApi> rest = Optional.empty();
  private Optional<SocketApi> socket = Optional.empty();

  private TemplateReader() {}

  /**
   * Reads a template.
   *
   * @param parameters values of parameters; the others keep their defaults
   * @throws TemplateException at the first construct that is not understood
   */
  public static StackModel read(Path template, Map<String, String> parameters) throws IOException {
    TemplateReader reader = new TemplateReader();
    reader.add(new Stack(template, parameters));
    return reader.model();
  }

  private StackModel model() {
    Optional<RestApi> withRoutes =
        rest.map(
            api ->
                new RestApi(
                    api.id(),
                    api.stage(),
                    api.binaryMediaTypes(),
                    api.gatewayResponses(),
                    List.copyOf(restRoutes)));
    return new StackModel(
        Map.copyOf(functions),
        withRoutes,
        socket,
        List.copyOf(tables),
        List.copyOf(secrets),
        List.copyOf(buckets));
  }

  private void add(Stack stack) throws IOException {
    stack
        .globals()
        .ifPresent(
            globals ->
                globals
                    .entries()
                    .forEach(
                        (kind, value) -> {
                          if (!GLOBALS.contains(kind)) {
                            throw value.wrong("Globals of " + kind + " are not understood");
                          }
                        }));
    tables.addAll(tablesOf(stack.file()));
    FunctionReader functionReader = new FunctionReader(stack);
    functionReader.read();
    functions.putAll(functionReader.functions());
    restRoutes.addAll(functionReader.routes());
    for (Stack.Resource resource : stack.resources().values()) {
      switch (resource.type()) {
        case ResourceTypes.REST_API -> restApi(stack, resource);
        case ResourceTypes.SOCKET_API -> socketApi(stack, resource);
        case ResourceTypes.SECRET -> secrets.add(SecretReader.read(stack, resource));
        case ResourceTypes.BUCKET -> buckets.add(stack.bucketName(resource));
        case ResourceTypes.STACK, ResourceTypes.APPLICATION -> add(stack.nested(resource));
        default -> {}
      }
    }
  }

  private static List<TableDefinition> tablesOf(Path file) throws IOException {
    try {
      return StorageTemplate.tables(file);
    } catch (IllegalArgumentException e) {
      throw new TemplateException(file + ": " + e.getMessage());
    }
  }

  private void restApi(Stack stack, Stack.Resource resource) {
    if (rest.isPresent()) {
      throw resource.properties().wrong("a second REST API is not understood");
    }
    Map<String, TemplateNode> properties = new LinkedHashMap<>();
    Intrinsics intrinsics = stack.intrinsics();
    stack
        .globals("Api")
        .ifPresent(
            globals -> {
              ResourceTypes.REST_API_PROPERTIES.check(globals);
              properties.putAll(intrinsics.entries(globals));
            });
    properties.putAll(intrinsics.entries(resource.properties()));
    Optional.ofNullable(properties.get("Auth")).ifPresent(REST_AUTH::check);
    TemplateNode stage = properties.get("StageName");
    if (stage == null) {
      throw resource.properties().wrong("StageName is missing");
    }
    List<String> binary =
        Optional.ofNullable(properties.get("BinaryMediaTypes"))
            .map(list -> intrinsics.items(list).stream().map(intrinsics::text).toList())
            .orElse(List.of());
    Map<String, GatewayResponse> responses = new LinkedHashMap<>();
    Optional.ofNullable(properties.get("GatewayResponses"))
        .ifPresent(
            all ->
                intrinsics
                    .entries(all)
                    .forEach((type, node) -> responses.put(type, response(intrinsics, node))));
    rest =
        Optional.of(
            new RestApi(
                resource.logicalId(), intrinsics.text(stage), binary, responses, List.of()));
  }

  private static GatewayResponse response(Intrinsics intrinsics, TemplateNode node) {
    new ResourceTypes.Properties(RESPONSE, Set.of()).check(node);
    OptionalInt status =
        node.find("StatusCode").stream()
            .mapToInt(code -> Integer.parseInt(intrinsics.text(code)))
            .findFirst();
    Map<String, String> headers = new LinkedHashMap<>();
    node.find("ResponseParameters")
        .ifPresent(
            parameters ->
                intrinsics
                    .entries(parameters.require("Headers"))
                    .forEach((name, value) -> headers.put(name, literal(intrinsics, value))));
    Map<String, String> templates = new LinkedHashMap<>();
    node.find("ResponseTemplates")
        .ifPresent(
            all ->
                intrinsics
                    .entries(all)
                    .forEach((type, text) -> templates.put(type, intrinsics.text(text))));
    return new GatewayResponse(status, headers, templates);
  }

  /** API Gateway writes constants in single quotes; anything else is an expression. */
  private static String literal(Intrinsics intrinsics, TemplateNode node) {
    String text = intrinsics.text(node);
    if (text.length() < 2 || !text.startsWith("'") || !text.endsWith("'")) {
      throw node.wrong("only a constant in single quotes is understood");
    }
    return text.substring(1, text.length() - 1);
  }

  private void socketApi(Stack stack, Stack.Resource resource) {
    if (socket.isPresent()) {
      throw resource.properties().wrong("a second WebSocket API is not understood");
    }
    socket = Optional.of(new SocketReader(stack).read(resource));
  }
}
