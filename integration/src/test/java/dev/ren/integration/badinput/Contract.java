package dev.ren.integration.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code infra/openapi.yaml}. */
record Contract(JsonNode root) {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  static Contract read(Path project) throws IOException {
    String yaml = Files.readString(project.resolve("infra/openapi.yaml"));
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new Contract(new ObjectMapper().valueToTree(loaded));
  }

  /**
   * An endpoint.
   *
   * @param path with names in braces
   * @param body the resolved schema of its JSON body
   * @param security the names of the schemes, one of which is asked for; empty if none is
   */
  record Operation(
      String id,
      String method,
      String path,
      List<Parameter> parameters,
      Optional<JsonNode> body,
      Set<String> security) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** A parameter in {@code path} or {@code query}. */
  record Parameter(String name, String in, boolean required, JsonNode schema) {}

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    for (var path : root.get("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          all.add(operation(path.getKey(), method.getKey(), method.getValue()));
        }
      }
    }
    return all;
  }

  /** The stable codes. */
  Set<String> errorCodes() {
    Set<String> codes = new TreeSet<>();
    root.at("/components/schemas/ErrorCode/enum").forEach(code -> codes.add(code.asText()));
    return codes;
  }

  /** A schema by its name. */
  JsonNode schema(String name) {
    return resolved(root.at("/components/schemas/" + name));
  }

  /** What a {@code $ref} points at; other nodes as they are. */
  JsonNode resolved(JsonNode node) {
    JsonNode found = node;
    while (found.has("$ref")) {
      found = root.at(found.get("$ref").asText().substring(1));
    }
    return found;
  }

  private Operation operation(String path, String method, JsonNode node) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode reference : node.path("parameters")) {
      JsonNode parameter = resolved(reference);
      parameters.add(
          new Parameter(
              parameter.get("name").asText(),
              parameter.get("in").asText(),
              parameter.path("required").asBoolean(),
              resolved(parameter.get("schema"))));
    }
    JsonNode body = node.at("/requestBody/content/application~1json/schema");
    Set<String> security = new TreeSet<>();
    for (JsonNode scheme : node.has("security") ? node.get("security") : root.get("security")) {
      scheme.fieldNames().forEachRemaining(security::add);
    }
    return new Operation(
        node.get("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        List.copyOf(parameters),
        body.isMissingNode() ? Optional.empty() : Optional.of(resolved(body)),
        security);
  }
}
