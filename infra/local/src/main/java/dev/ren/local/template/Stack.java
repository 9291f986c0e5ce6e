package dev.ren.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One template file, with the values of its parameters: a stack, perhaps inside another. */
final class Stack implements Scope {

  /** A resource whose condition holds. */
  record Resource(String logicalId, String type, TemplateNode properties) {}

  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Transform",
          "Description",
          "Metadata",
          "Globals",
          "Parameters",
          "Mappings",
          // AWS holds the parameters against them before it begins.
          "Rules",
          "Conditions",
          "Resources",
          "Outputs");
  private static final Set<String> RESOURCE_ATTRIBUTES =
      Set.of(
          "Type",
          "Properties",
          "Condition",
          "DependsOn",
          "Metadata",
          "DeletionPolicy",
          "UpdateReplacePolicy");

  private final TemplateNode root;
  private final Map<String, String> arguments;
  private final Intrinsics intrinsics = new Intrinsics(this);
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Map<String, Stack> nested = new HashMap<>();

  /** Logical ids of the resources that SAM makes, as far as a template refers to them. */
  private final Set<String> generated = new HashSet<>();

  /**
   * @param arguments values of parameters; the others keep their defaults
   */
  Stack(Path file, Map<String, String> arguments) throws IOException {
    this.root = TemplateNode.parse(file);
    this.arguments = Map.copyOf(arguments);
    checkIntrinsics(root);
    checkArguments();
    root.entries()
        .forEach(
            (section, value) -> {
              if (!SECTIONS.contains(section)) {
                throw value.wrong("section " + section + " is not understood");
              }
            });
    root.require("Resources").entries().forEach(this::admit);
  }

  Path file() {
    return root.file();
  }

  Intrinsics intrinsics() {
    return intrinsics;
  }

  Map<String, Resource> resources() {
    return resources;
  }

  Iterable<Resource> resourcesOf(String type) {
    return resources.values().stream().filter(r -> r.type().equals(type)).toList();
  }

  /** The defaults of a resource type in {@code Globals}. */
  Optional<TemplateNode> globals(String kind) {
    return root.find("Globals").flatMap(globals -> globals.find(kind));
  }

  Optional<TemplateNode> globals() {
    return root.find("Globals");
  }

  private void checkArguments() {
    Map<String, TemplateNode> known =
        root.find("Parameters").map(TemplateNode::entries).orElse(Map.of());
    arguments
        .keySet()
        .forEach(
            name -> {
              if (!known.containsKey(name)) {
                throw root.wrong("there is no parameter " + name);
              }
            });
  }

  private static void checkIntrinsics(TemplateNode node) {
    node.call()
        .ifPresent(
            call -> {
              if (!Intrinsics.KNOWN.contains(call.name())) {
                throw node.wrong("intrinsic function " + call.name() + " is not understood");
              }
            });
    if (node.isMapping()) {
      node.entries().values().forEach(Stack::checkIntrinsics);
    } else if (node.isList()) {
      node.items().forEach(Stack::checkIntrinsics);
    }
  }

  private void admit(String logicalId, TemplateNode resource) {
    resource
        .entries()
        .forEach(
            (name, value) -> {
              if (!RESOURCE_ATTRIBUTES.contains(name)) {
                throw value.wrong("resource attribute " + name + " is not understood");
              }
            });
    TemplateNode typeNode = resource.require("Type");
    String type = typeNode.scalar();
    Optional<ResourceTypes.Properties> known = ResourceTypes.actedOn(type);
    if (known.isEmpty() && !ResourceTypes.isWithoutEffect(type)) {
      throw typeNode.wrong("resource type " + type + " is not understood");
    }
    Optional<TemplateNode> condition = resource.find("Condition");
    if (condition.isPresent() && !condition(condition.get().scalar(), condition.get())) {
      return;
    }
    TemplateNode properties = resource.require("Properties");
    known.ifPresent(k -> k.check(properties));
    resources.put(logicalId, new Resource(logicalId, type, properties));
    if (type.equals(ResourceTypes.SOCKET_API)) {
      generated.addAll(SocketReader.generatedRoutes(logicalId, properties).keySet());
    }
  }

  @Override
  public String ref(String name, TemplateNode at) {
    String pseudo = LocalNames.PSEUDO_PARAMETERS.get(name);
    if (pseudo != null) {
      return pseudo;
    }
    Optional<TemplateNode> parameter = root.find("Parameters").flatMap(all -> all.find(name));
    if (parameter.isPresent()) {
      return parameterValue(name, parameter.get());
    }
    if (name.endsWith(".Alias")) {
      Resource function = resource(name.substring(0, name.length() - ".Alias".length()), at);
      return LocalNames.aliasArn(function.logicalId());
    }
    if (generated.contains(name)) {
      return name;
    }
    Resource resource = resource(name, at);
    return switch (resource.type()) {
      case ResourceTypes.SECRET -> LocalNames.secretArn(name);
      case ResourceTypes.BUCKET -> bucketName(resource);
      default -> name;
    };
  }

  private String parameterValue(String name, TemplateNode parameter) {
    String given = arguments.get(name);
    if (given != null) {
      return given;
    }
    return parameter
        .find("Default")
        .orElseThrow(() -> parameter.wrong("parameter " + name + " has no value and no default"))
        .scalar();
  }

  @Override
  public String attribute(String name, String attribute, TemplateNode at) {
    Resource resource = resource(name, at);
    String type = resource.type();
    if (type.equals(ResourceTypes.STACK) || type.equals(ResourceTypes.APPLICATION)) {
      return nested(resource).output(attribute, at);
    }
    if (!attribute.equals("Arn")) {
      if (ResourceTypes.isWithoutEffect(type)) {
        return LocalNames.otherArn(name) + "." + attribute;
      }
      throw at.wrong("attribute " + attribute + " of a " + type + " is not understood");
    }
    return switch (type) {
      case ResourceTypes.TABLE -> LocalNames.tableArn(name);
      case ResourceTypes.FUNCTION -> LocalNames.functionArn(name);
      case ResourceTypes.BUCKET -> LocalNames.bucketArn(bucketName(resource));
      default -> LocalNames.otherArn(name);
    };
  }

  @Override
  public boolean condition(String name, TemplateNode at) {
    TemplateNode condition =
        root.find("Conditions")
            .flatMap(all -> all.find(name))
            .orElseThrow(() -> at.wrong("there is no condition " + name));
    return intrinsics.holds(condition);
  }

  @Override
  public TemplateNode mapping(String map, String first, String second, TemplateNode at) {
    return root.find("Mappings")
        .flatMap(all -> all.find(map))
        .flatMap(top -> top.find(first))
        .flatMap(row -> row.find(second))
        .orElseThrow(() -> at.wrong("there is no mapping " + map + "." + first + "." + second));
  }

  /** The name that the template gives a bucket, or else the one it has here. */
  String bucketName(Resource bucket) {
    return bucket
        .properties()
        .find("BucketName")
        .map(intrinsics::text)
        .orElseGet(() -> LocalNames.bucket(bucket.logicalId()));
  }

  /** The stack that a nested-stack resource makes. */
  Stack nested(Resource resource) {
    Stack known = nested.get(resource.logicalId());
    if (known != null) {
      return known;
    }
    TemplateNode properties = resource.properties();
    boolean raw = resource.type().equals(ResourceTypes.STACK);
    TemplateNode location = properties.require(raw ? "TemplateURL" : "Location");
    @Nullable Path folder = file().toAbsolutePath().getParent();
    Path path = folder == null ? Path.of(location.scalar()) : folder.resolve(location.scalar());
    if (!Files.isRegularFile(path)) {
      throw location.wrong("there is no file " + location.scalar());
    }
    Map<String, String> values = new HashMap<>();
    properties
        .find("Parameters")
        .ifPresent(
            all ->
                intrinsics
                    .entries(all)
                    .forEach((key, value) -> values.put(key, intrinsics.text(value))));
    try {
      Stack made = new Stack(path, values);
      nested.put(resource.logicalId(), made);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String output(String attribute, TemplateNode at) {
    String prefix = "Outputs.";
    TemplateNode value =
        Optional.of(attribute)
            .filter(name -> name.startsWith(prefix))
            .flatMap(
                name ->
                    root.find("Outputs").flatMap(all -> all.find(name.substring(prefix.length()))))
            .orElseThrow(() -> at.wrong(root.file().getFileName() + " has no " + attribute))
            .require("Value");
    return intrinsics.text(value);
  }

  private Resource resource(String name, TemplateNode at) {
    Resource resource = resources.get(name);
    if (resource == null) {
      throw at.wrong("there is no parameter or resource " + name);
    }
    return resource;
  }
}
