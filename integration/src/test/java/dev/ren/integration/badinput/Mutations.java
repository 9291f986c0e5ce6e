package dev.ren.integration.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every way in which a JSON value can break its schema, one at a time. */
final class Mutations {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** More than any field takes: a sealed state has 256 KiB. */
  private static final String LONG = "A".repeat(400_000);

  private final Contract contract;

  Mutations(Contract contract) {
    this.contract = contract;
  }

  /** Broken copies of {@code good}, by what is wrong with them. */
  Map<String, JsonNode> of(ObjectNode good, JsonNode schema) {
    Map<String, JsonNode> broken = new LinkedHashMap<>();
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (String name : required) {
      ObjectNode without = good.deepCopy();
      without.remove(name);
      broken.put(name + " is missing", without);
      broken.put(name + " is null", with(good, name, JSON.nullNode()));
    }
    for (var property : schema.path("properties").properties()) {
      String name = property.getKey();
      JsonNode value = good.has(name) ? good.get(name) : JSON.textNode("AAAA");
      values(value, contract.resolved(property.getValue()))
          .forEach((what, bad) -> broken.put(name + " " + what, with(good, name, bad)));
    }
    return broken;
  }

  /** Broken values in the place of a good one. */
  Map<String, JsonNode> values(JsonNode good, JsonNode schema) {
    Map<String, JsonNode> broken = new LinkedHashMap<>();
    switch (schema.path("type").asText()) {
      case "string" -> strings(good.asText(), schema, broken);
      case "integer" -> integers(schema, broken);
      case "boolean" -> others("boolean").forEach(broken::put);
      case "array" -> arrays(good, schema, broken);
      case "object" -> {
        others("object").forEach(broken::put);
        if (good instanceof ObjectNode object) {
          of(object, schema).forEach((what, bad) -> broken.put("with " + what, bad));
        }
      }
      default -> throw new IllegalArgumentException("a schema without a type: " + schema);
    }
    return broken;
  }

  private static void strings(String good, JsonNode schema, Map<String, JsonNode> broken) {
    others("string").forEach(broken::put);
    broken.put("is too large", JSON.textNode(LONG));
    if (schema.has("enum")) {
      broken.put("is not of the enumeration", JSON.textNode("none"));
    }
    String pattern = schema.path("pattern").asText();
    if (pattern.isEmpty()) {
      return;
    }
    broken.put("is of another form", JSON.textNode("\u0000 ! \uD83D\uDE00"));
    if (pattern.startsWith("^[A-Za-z0-9_-]")) {
      bytes(good, broken);
    }
    if (pattern.matches(".*\\{[0-9]+}\\$$")) {
      broken.put("is too short", JSON.textNode(good.substring(Math.min(4, good.length()))));
      broken.put("is too long", JSON.textNode(good + "AAAA"));
    }
  }

  /** base64url that a strict reader refuses (RFC 4648 sections 3.2, 3.3, 3.5). */
  private static void bytes(String good, Map<String, JsonNode> broken) {
    broken.put("is padded", JSON.textNode(good + "=".repeat(good.length() % 4 == 3 ? 1 : 2)));
    broken.put("has base64's plus", JSON.textNode("+" + rest(good)));
    broken.put("has base64's slash", JSON.textNode("/" + rest(good)));
    broken.put("has a line end", JSON.textNode(good + "\n"));
    broken.put("has an impossible length", JSON.textNode("AAAAA"));
    if (good.length() % 4 > 1) {
      int last = ALPHABET.indexOf(good.charAt(good.length() - 1));
      String loose = good.substring(0, good.length() - 1) + ALPHABET.charAt(last | 1);
      broken.put("has loose bits", JSON.textNode(loose));
    }
  }

  private static String rest(String text) {
    return text.isEmpty() ? "AAA" : text.substring(1);
  }

  private static void integers(JsonNode schema, Map<String, JsonNode> broken) {
    others("integer").forEach(broken::put);
    broken.put("is a fraction", JSON.numberNode(1.5));
    broken.put("is beyond 64 bits", JSON.numberNode(1e30));
    if (schema.has("minimum")) {
      broken.put("is too low", JSON.numberNode(schema.get("minimum").asLong() - 1));
    }
    if (schema.has("maximum")) {
      broken.put("is too high", JSON.numberNode(schema.get("maximum").asLong() + 1));
    }
  }

  private void arrays(JsonNode good, JsonNode schema, Map<String, JsonNode> broken) {
    others("array").forEach(broken::put);
    if (schema.has("minItems")) {
      broken.put("is empty", JSON.arrayNode());
    }
    if (schema.has("maxItems") && !good.isEmpty()) {
      ArrayNode many = JSON.arrayNode();
      for (int i = 0; i <= schema.get("maxItems").asInt(); i++) {
        many.add(good.get(0));
      }
      broken.put("has too many elements", many);
    }
    if (good instanceof ArrayNode array && !array.isEmpty()) {
      values(array.get(0), contract.resolved(schema.get("items")))
          .forEach((what, bad) -> broken.put("'s first " + what, withFirst(array, bad)));
    }
  }

  private static Map<String, JsonNode> others(String type) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    all.put("string", JSON.textNode("7"));
    all.put("integer", JSON.numberNode(7));
    all.put("boolean", JSON.booleanNode(true));
    all.put("array", JSON.arrayNode().add(JSON.arrayNode()));
    all.put("object", JSON.objectNode().put("a", 1));
    all.remove(type);
    Map<String, JsonNode> named = new LinkedHashMap<>();
    all.forEach((kind, value) -> named.put("is of type " + kind, value));
    return named;
  }

  private static ObjectNode with(ObjectNode good, String name, JsonNode value) {
    ObjectNode copy = good.deepCopy();
    copy.set(name, value);
    return copy;
  }

  private static ArrayNode withFirst(ArrayNode good, JsonNode value) {
    ArrayNode copy = good.deepCopy();
    copy.set(0, value);
    return copy;
  }

  /** Texts that are no JSON object. */
  static List<String> notJson() {
    List<String> texts = new ArrayList<>();
    texts.add("");
    texts.add("hello");
    texts.add("{");
    texts.add("{\"a\":1");
    texts.add("[]");
    texts.add("\"text\"");
    texts.add("null");
    texts.add("[".repeat(20_000));
    texts.add("{\"a\":".repeat(5_000));
    return texts;
  }
}
