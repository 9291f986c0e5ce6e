package dev.ren.local.template;

import dev.ren.local.template.StackModel.SocketApi;
import dev.ren.local.template.StackModel.SocketRoute;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a WebSocket API: SAM's resource, and the raw ones that add what SAM's cannot say. */
final class SocketReader {
  private static final String SELECTION = "$request.body.type";
  private static final Set<String> AUTH = Set.of("AuthType", "AuthArn", "Name");
  private static final Set<String> ROUTE =
      Set.of("FunctionArn", "IntegrationTimeout", "RouteResponseSelectionExpression");

  private final Stack stack;
  private final Intrinsics intrinsics;
  private final Map<String, SocketRoute> routes = new LinkedHashMap<>();

  /** Route keys by the logical id of the route. */
  private final Map<String, String> keysById = new HashMap<>();

  private final Set<String> withSelection = new HashSet<>();

  SocketReader(Stack stack) {
    this.stack = stack;
    this.intrinsics = stack.intrinsics();
  }

  /** The logical ids that SAM gives the routes of its WebSocket API, to route keys. */
  static Map<String, String> generatedRoutes(String apiId, TemplateNode properties) {
    Map<String, String> ids = new LinkedHashMap<>();
    properties
        .find("Routes")
        .ifPresent(all -> all.entries().keySet().forEach(k -> ids.put(routeId(apiId, k), k)));
    return ids;
  }

  private static String routeId(String apiId, String key) {
    String clean = key.replace("$", "");
    return apiId
        + clean.substring(0, 1).toUpperCase(Locale.ROOT)
        + clean.substring(1).toLowerCase(Locale.ROOT)
        + "Route";
  }

  SocketApi read(Stack.Resource api) {
    TemplateNode properties = api.properties();
    TemplateNode selection = properties.require("RouteSelectionExpression");
    if (!intrinsics.text(selection).equals(SELECTION)) {
      throw selection.wrong("only the route selection " + SELECTION + " is understood");
    }
    keysById.putAll(generatedRoutes(api.logicalId(), properties));
    intrinsics.entries(properties.require("Routes")).forEach((key, route) -> samRoute(key, route));
    stack.resourcesOf(ResourceTypes.ROUTE).forEach(this::rawRoute);
    stack.resourcesOf(ResourceTypes.ROUTE_RESPONSE).forEach(this::routeResponse);
    String stage = intrinsics.text(properties.require("StageName"));
    return new SocketApi(api.logicalId(), stage, authorizer(properties), Map.copyOf(routes));
  }

  private Optional<String> authorizer(TemplateNode properties) {
    return properties
        .find("Auth")
        .map(
            auth -> {
              Map<String, TemplateNode> parts = checked(auth, AUTH);
              TemplateNode type = auth.require("AuthType");
              if (!type.scalar().equals("CUSTOM") || !parts.containsKey("AuthArn")) {
                throw type.wrong("only AuthType CUSTOM with AuthArn is understood");
              }
              return functionId(auth.require("AuthArn"));
            });
  }

  private void samRoute(String key, TemplateNode route) {
    checked(route, ROUTE);
    routes.put(key, new SocketRoute.ToFunction(functionId(route.require("FunctionArn")), false));
    route.find("RouteResponseSelectionExpression").ifPresent(expression -> select(key, expression));
  }

  private void rawRoute(Stack.Resource resource) {
    TemplateNode properties = resource.properties();
    String key = intrinsics.text(properties.require("RouteKey"));
    keysById.put(resource.logicalId(), key);
    TemplateNode target = properties.require("Target");
    String integrationId = intrinsics.text(target).replaceFirst("^integrations/", "");
    Stack.Resource integration = stack.resources().get(integrationId);
    if (integration == null || !integration.type().equals(ResourceTypes.INTEGRATION)) {
      throw target.wrong("there is no integration " + integrationId);
    }
    routes.put(key, integration(integration));
    properties
        .find("RouteResponseSelectionExpression")
        .ifPresent(expression -> select(key, expression));
  }

  private SocketRoute integration(Stack.Resource integration) {
    TemplateNode properties = integration.properties();
    TemplateNode type = properties.require("IntegrationType");
    return switch (type.scalar()) {
      case "AWS_PROXY" ->
          new SocketRoute.ToFunction(functionId(properties.require("IntegrationUri")), false);
      case "MOCK" -> new SocketRoute.Mock(mockReply(integration));
      default -> throw type.wrong("integration type " + type.scalar() + " is not understood");
    };
  }

  /** The text of the one integration response that belongs to a mock integration. */
  private String mockReply(Stack.Resource integration) {
    for (Stack.Resource response : stack.resourcesOf(ResourceTypes.INTEGRATION_RESPONSE)) {
      TemplateNode properties = response.properties();
      if (intrinsics.text(properties.require("IntegrationId")).equals(integration.logicalId())) {
        TemplateNode templates = properties.require("ResponseTemplates");
        return intrinsics.text(templates.entries().values().iterator().next()).strip();
      }
    }
    throw integration.properties().wrong("a MOCK integration needs an integration response");
  }

  private void select(String key, TemplateNode expression) {
    if (!expression.scalar().equals("$default")) {
      throw expression.wrong("only the route response $default is understood");
    }
    withSelection.add(key);
  }

  /** A reply needs both: the route's selection expression and the route response it selects. */
  private void routeResponse(Stack.Resource response) {
    TemplateNode routeId = response.properties().require("RouteId");
    String key = keysById.get(intrinsics.text(routeId));
    if (key == null) {
      throw routeId.wrong("there is no route " + intrinsics.text(routeId));
    }
    if (!withSelection.contains(key)) {
      throw routeId.wrong(
          "route " + key + " has no RouteResponseSelectionExpression, so its reply is dropped");
    }
    if (routes.get(key) instanceof SocketRoute.ToFunction(String functionId, boolean _)) {
      routes.put(key, new SocketRoute.ToFunction(functionId, true));
    }
  }

  private String functionId(TemplateNode uri) {
    return LocalNames.functionOfAlias(intrinsics.text(uri))
        .orElseThrow(() -> uri.wrong("expected the alias of a function: !Ref Function.Alias"));
  }

  private Map<String, TemplateNode> checked(TemplateNode node, Set<String> understood) {
    node.entries()
        .forEach(
            (name, value) -> {
              if (!understood.contains(name)) {
                throw value.wrong("property " + name + " is not understood");
              }
            });
    return intrinsics.entries(node);
  }
}
