package dev.ren.local.template;

import dev.ren.local.template.StackModel.Function;
import dev.ren.local.template.StackModel.Permission;
import dev.ren.local.template.StackModel.RestRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the functions of a stack, with what {@code Globals} says of all of them. */
final class FunctionReader {
  private static final String DEFAULT_TIMEOUT_SECONDS = "3";
  private static final ResourceTypes.Properties POLICY =
      new ResourceTypes.Properties(Set.of("Statement"), Set.of("Version"));
  private static final ResourceTypes.Properties STATEMENT =
      new ResourceTypes.Properties(Set.of("Effect", "Action", "Resource"), Set.of("Sid"));

  private final Stack stack;
  private final Intrinsics intrinsics;
  private final Map<String, TemplateNode> globals;
  private final Map<String, Function> functions = new LinkedHashMap<>();
  private final List<RestRoute> routes = new ArrayList<>();

  FunctionReader(Stack stack) {
    this.stack = stack;
    this.intrinsics = stack.intrinsics();
    Optional<TemplateNode> section = stack.globals("Function");
    section.ifPresent(ResourceTypes.FUNCTION_PROPERTIES::check);
    this.globals = section.map(intrinsics::entries).orElse(Map.of());
  }

  Map<String, Function> functions() {
    return functions;
  }

  List<RestRoute> routes() {
    return routes;
  }

  void read() {
    stack.resourcesOf(ResourceTypes.FUNCTION).forEach(this::function);
  }

  private void function(Stack.Resource resource) {
    Map<String, TemplateNode> own = intrinsics.entries(resource.properties());
    TemplateNode handler = Optional.ofNullable(own.get("Handler")).orElse(globals.get("Handler"));
    if (handler == null) {
      throw resource.properties().wrong(resource.logicalId() + " has no Handler");
    }
    TemplateNode timeout = Optional.ofNullable(own.get("Timeout")).orElse(globals.get("Timeout"));
    String seconds = timeout == null ? DEFAULT_TIMEOUT_SECONDS : intrinsics.text(timeout);
    functions.put(
        resource.logicalId(),
        new Function(
            resource.logicalId(),
            handlerClass(handler),
            Duration.ofSeconds(Long.parseLong(seconds)),
            environment(own),
            permissions(own)));
    Optional.ofNullable(own.get("Events"))
        .ifPresent(
            events ->
                events.entries().values().forEach(event -> event(resource.logicalId(), event)));
  }

  private String handlerClass(TemplateNode handler) {
    String text = intrinsics.text(handler);
    int method = text.indexOf("::");
    if (method < 0) {
      return text;
    }
    if (!text.substring(method).equals("::handleRequest")) {
      throw handler.wrong("only the handler method handleRequest is understood");
    }
    return text.substring(0, method);
  }

  private List<Permission> permissions(Map<String, TemplateNode> own) {
    TemplateNode policies = own.get("Policies");
    if (policies == null) {
      return List.of();
    }
    List<Permission> permissions = new ArrayList<>();
    for (TemplateNode policy : policies.items()) {
      POLICY.check(policy);
      for (TemplateNode statement : policy.require("Statement").items()) {
        permissions.add(permission(statement));
      }
    }
    return permissions;
  }

  private Permission permission(TemplateNode statement) {
    STATEMENT.check(statement);
    TemplateNode effect = statement.require("Effect");
    if (!effect.scalar().equals("Allow")) {
      throw effect.wrong("only the effect Allow is understood");
    }
    return new Permission(texts(statement.require("Action")), texts(statement.require("Resource")));
  }

  /** IAM takes one text where it takes a list. */
  private List<String> texts(TemplateNode node) {
    return node.isList()
        ? intrinsics.items(node).stream().map(intrinsics::text).toList()
        : List.of(intrinsics.text(node));
  }

  private Map<String, String> environment(Map<String, TemplateNode> own) {
    Map<String, String> variables = new LinkedHashMap<>();
    addVariables(globals.get("Environment"), variables);
    addVariables(own.get("Environment"), variables);
    return variables;
  }

  private void addVariables(@Nullable TemplateNode environment, Map<String, String> variables) {
    if (environment != null) {
      intrinsics
          .entries(environment.require("Variables"))
          .forEach((name, value) -> variables.put(name, intrinsics.text(value)));
    }
  }

  private void event(String functionId, TemplateNode event) {
    TemplateNode type = event.require("Type");
    if (!type.scalar().equals("Api")) {
      throw type.wrong("event type " + type.scalar() + " is not understood");
    }
    TemplateNode properties = event.require("Properties");
    new ResourceTypes.Properties(Set.of("Path", "Method", "RestApiId"), Set.of()).check(properties);
    String method = intrinsics.text(properties.require("Method")).toUpperCase(Locale.ROOT);
    String path = intrinsics.text(properties.require("Path"));
    routes.add(new RestRoute(method, path, functionId));
  }
}
