package dev.ren.client.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Replays of encodings, framing, padding and bodies. */
final class FramingVectors {
  private FramingVectors() {}

  static void base64Url(VectorCase c) {
    c.expect(() -> c.bytes("bytes"), () -> ByteString.fromBase64Url(c.text("text")));
    if (c.error().isEmpty()) {
      assertEquals(c.text("text"), c.bytes("bytes").toBase64Url());
    }
  }

  static void base32(VectorCase c) {
    Base32 alphabet =
        switch (c.text("alphabet")) {
          case "rfc4648-lower" -> Base32.RFC_4648;
          case "crockford" -> Base32.CROCKFORD;
          default -> throw new IllegalArgumentException(c.text("alphabet"));
        };
    c.expect(() -> c.bytes("bytes"), () -> alphabet.decode(c.text("text")));
    if (c.error().isEmpty()) {
      assertEquals(c.text("text"), alphabet.encode(c.bytes("bytes")));
    }
  }

  static void framing(VectorCase c) {
    JsonNode node = c.fields().toNode();
    List<String> layout = new ArrayList<>();
    node.get("layout").forEach(field -> layout.add(field.textValue()));
    c.expect(
        () -> {
          List<Object> values = new ArrayList<>();
          node.get("values")
              .forEach(v -> values.add(v.isTextual() ? v.textValue() : v.longValue()));
          return values;
        },
        () -> read(layout, c.bytes("bytes")));
    if (c.error().isEmpty()) {
      assertEquals(c.bytes("bytes"), write(layout, node.get("values")));
    }
  }

  static void padding(VectorCase c) {
    switch (c.op()) {
      case "length" -> assertEquals(c.integer("padded"), Padding.padded(c.integer("length")));
      case "unpad" -> {
        c.expect(() -> c.bytes("content"), () -> Padding.unpad(c.bytes("plaintext")));
        if (c.error().isEmpty()) {
          assertEquals(c.bytes("plaintext"), Padding.pad(c.bytes("content")));
        }
      }
      default -> throw new IllegalArgumentException(c.op());
    }
  }

  static void body(VectorCase c) {
    c.expect(
        () -> c.fields().toNode().get("body"),
        () -> LogVectors.write(Body.decode(c.bytes("content"))));
  }

  private static List<Object> read(List<String> layout, ByteString bytes) {
    ByteReader in = new ByteReader("vector", bytes);
    List<Object> values = new ArrayList<>();
    for (String field : layout) {
      String[] parts = field.split(":", 2);
      values.add(
          switch (parts[0]) {
            case "label" -> {
              in.label(label(parts[1]));
              yield parts[1];
            }
            case "u8" -> (long) in.u8();
            case "u16" -> (long) in.u16();
            case "u32" -> in.u32();
            case "u64" -> in.u64();
            case "v" ->
                (parts.length == 1 ? in.variable() : in.variable(Integer.parseInt(parts[1])))
                    .toHex();
            case "text" -> in.variableText();
            case "raw" -> in.raw(Integer.parseInt(parts[1])).toHex();
            default -> throw new IllegalArgumentException(field);
          });
    }
    in.end();
    return values;
  }

  private static ByteString write(List<String> layout, JsonNode values) {
    ByteWriter out = new ByteWriter();
    for (int i = 0; i < layout.size(); i++) {
      JsonNode value = values.get(i);
      switch (layout.get(i).split(":", 2)[0]) {
        case "label" -> out.variable(label(value.textValue()).text());
        case "u8" -> out.u8(value.intValue());
        case "u16" -> out.u16(value.intValue());
        case "u32" -> out.u32(value.longValue());
        case "u64" -> out.u64(value.longValue());
        case "v" -> out.variable(ByteString.fromHex(value.textValue()));
        case "text" -> out.variable(value.textValue());
        case "raw" -> out.raw(ByteString.fromHex(value.textValue()));
        default -> throw new IllegalArgumentException(layout.get(i));
      }
    }
    return out.done();
  }

  private static Label label(String name) {
    return Label.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
