package dev.ren.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that was read strictly: each getter gives the type it names or refuses. Fields that
 * nobody asks for are ignored, so that an older server understands a newer client.
 *
 * @param fields values are {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link
 *     List} or {@code JsonObject}; a JSON null is the same as an absent field
 */
public record JsonObject(Map<String, Object> fields) {

  public JsonObject {
    fields = Map.copyOf(fields);
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  public String string(String name) {
    return require(name, String.class, "a text");
  }

  public @Nullable String stringOrNull(String name) {
    return has(name) ? string(name) : null;
  }

  public String string(String name, int maxLength) {
    String text = string(name);
    if (text.length() > maxLength) {
      throw Problem.badRequest(name + " is longer than " + maxLength + " characters");
    }
    return text;
  }

  public long number(String name) {
    return require(name, Long.class, "an integer");
  }

  /**
   * An integer within bounds.
   *
   * @throws Problem {@code bad_request} if the number is outside {@code min} … {@code max}
   */
  public long number(String name, long min, long max) {
    long value = number(name);
    if (value < min || value > max) {
      throw Problem.badRequest(name + " is not between " + min + " and " + max);
    }
    return value;
  }

  public boolean flag(String name, boolean otherwise) {
    return has(name) ? require(name, Boolean.class, "true or false") : otherwise;
  }

  public JsonObject object(String name) {
    return require(name, JsonObject.class, "an object");
  }

  public @Nullable JsonObject objectOrNull(String name) {
    return has(name) ? object(name) : null;
  }

  /** Bytes of a base64url text, of any length up to {@code maxBytes}. */
  public byte[] bytes(String name, int maxBytes) {
    String text = string(name);
    if (text.length() > (maxBytes * 4L + 2) / 3) {
      throw Problem.of(ErrorCode.PAYLOAD_TOO_LARGE, name + " is over " + maxBytes + " bytes");
    }
    try {
      return Bytes64.decode(text);
    } catch (Problem e) {
      throw Problem.badRequest(name + " is " + e.detail());
    }
  }

  /** Exactly {@code length} bytes of a base64url text. */
  public byte[] bytesOf(String name, int length) {
    String text = string(name);
    if (text.length() != (length * 4 + 2) / 3) {
      throw Problem.badRequest(name + " is not " + length + " bytes");
    }
    return bytes(name, length);
  }

  public List<JsonObject> objects(String name, int maxCount) {
    List<?> list = require(name, List.class, "a list");
    if (list.size() > maxCount) {
      throw Problem.of(ErrorCode.PAYLOAD_TOO_LARGE, name + " has over " + maxCount + " members");
    }
    List<JsonObject> objects = new ArrayList<>(list.size());
    for (Object member : list) {
      if (!(member instanceof JsonObject object)) {
        throw Problem.badRequest(name + " is not a list of objects");
      }
      objects.add(object);
    }
    return List.copyOf(objects);
  }

  /** Texts; at most {@code maxCount} of them, none where the field is absent. */
  public List<String> texts(String name, int maxCount) {
    if (!has(name)) {
      return List.of();
    }
    List<?> list = require(name, List.class, "a list");
    if (list.size() > maxCount) {
      throw Problem.of(ErrorCode.PAYLOAD_TOO_LARGE, name + " has over " + maxCount + " members");
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object member : list) {
      if (!(member instanceof String text)) {
        throw Problem.badRequest(name + " is not a list of texts");
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  private <T> T require(String name, Class<T> type, String what) {
    Object value = fields.get(name);
    if (value == null) {
      throw Problem.badRequest(name + " is missing");
    }
    if (!type.isInstance(value)) {
      throw Problem.badRequest(name + " is not " + what);
    }
    return type.cast(value);
  }
}
