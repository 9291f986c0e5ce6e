package dev.ren.client.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The fields of a JSON object that somebody else wrote. A missing field, a wrong type and a number
 * out of range are {@link ErrorCode#MALFORMED}; fields that nobody asks for do not matter.
 */
public final class JsonFields {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final JsonNode node;

  private JsonFields(JsonNode node) {
    this.node = node;
  }

  /** The object in the text. */
  public static JsonFields parse(String text) {
    try {
      return of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      // Without the cause: its message quotes the text, which may be somebody's.
      throw malformed("not JSON");
    }
  }

  /** The fields of a node, which must be an object. */
  public static JsonFields of(JsonNode node) {
    if (!node.isObject()) {
      throw malformed("not a JSON object");
    }
    return new JsonFields(node);
  }

  /** An empty object to write into. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Text. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  /** Text, if the field is there. */
  public Optional<String> optionalText(String name) {
    return field(name).map(value -> require(value, value.isTextual(), name).textValue());
  }

  /** An integer of 0 … 2^53 − 1. */
  public long number(String name) {
    return optionalNumber(name).orElseThrow(() -> missing(name));
  }

  /** An integer of 0 … 2^53 − 1, if the field is there. */
  public Optional<Long> optionalNumber(String name) {
    return field(name)
        .map(
            value -> {
              boolean fits =
                  value.canConvertToLong()
                      && value.canConvertToExactIntegral()
                      && value.longValue() >= 0
                      && value.longValue() <= ByteWriter.MAX_U64;
              return require(value, fits, name).longValue();
            });
  }

  /** True or false. */
  public boolean flag(String name) {
    JsonNode value = field(name).orElseThrow(() -> missing(name));
    return require(value, value.isBoolean(), name).booleanValue();
  }

  /** Bytes in base64url. */
  public ByteString bytes(String name) {
    return ByteString.fromBase64Url(text(name));
  }

  /** Bytes in base64url, if the field is there. */
  public Optional<ByteString> optionalBytes(String name) {
    return optionalText(name).map(ByteString::fromBase64Url);
  }

  /** An object. */
  public JsonFields fields(String name) {
    return optionalFields(name).orElseThrow(() -> missing(name));
  }

  /** An object, if the field is there. */
  public Optional<JsonFields> optionalFields(String name) {
    return field(name).map(JsonFields::of);
  }

  /** Names of all fields. */
  public List<String> names() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** Whether the field is there. */
  public boolean has(String name) {
    return field(name).isPresent();
  }

  /** An array of byte strings in base64url; empty if the field is not there. */
  public List<ByteString> bytesList(String name) {
    return field(name).stream()
        .peek(array -> require(array, array.isArray(), name))
        .flatMap(array -> StreamSupport.stream(array.spliterator(), false))
        .map(item -> require(item, item.isTextual(), name).textValue())
        .map(ByteString::fromBase64Url)
        .toList();
  }

  /** An array of objects. */
  public <T> List<T> list(String name, Function<JsonFields, T> read) {
    JsonNode array = field(name).orElseThrow(() -> missing(name));
    require(array, array.isArray(), name);
    return StreamSupport.stream(array.spliterator(), false)
        .map(item -> read.apply(of(item)))
        .toList();
  }

  /** Names and values of this object, which is a map of objects. */
  public List<Map.Entry<String, JsonFields>> entries() {
    return node.properties().stream()
        .map(entry -> Map.entry(entry.getKey(), of(entry.getValue())))
        .toList();
  }

  /** A copy of the object itself. */
  public ObjectNode toNode() {
    return node.deepCopy();
  }

  private Optional<JsonNode> field(String name) {
    return Optional.ofNullable(node.get(name));
  }

  private static JsonNode require(JsonNode value, boolean holds, String name) {
    if (!holds) {
      throw malformed("field " + name);
    }
    return value;
  }

  private static ProtocolException missing(String name) {
    return malformed("no field " + name);
  }

  /** A refusal of JSON that breaks the contract. */
  public static ProtocolException malformed(String detail) {
    return new ProtocolException(ErrorCode.MALFORMED, detail);
  }
}
