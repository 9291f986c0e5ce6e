package dev.ren.client.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One case of a vector file: bytes as hex, and either outputs or the code of a refusal. */
record VectorCase(JsonFields fields) {
  String name() {
    return fields.text("name");
  }

  String op() {
    return fields.text("op");
  }

  ByteString bytes(String name) {
    return ByteString.fromHex(fields.text(name));
  }

  Optional<ByteString> optionalBytes(String name) {
    return fields.optionalText(name).map(ByteString::fromHex);
  }

  String text(String name) {
    return fields.text(name);
  }

  long number(String name) {
    return fields.number(name);
  }

  int integer(String name) {
    return Math.toIntExact(fields.number(name));
  }

  VectorCase inner(String name) {
    return new VectorCase(fields.fields(name));
  }

  List<VectorCase> list(String name) {
    return fields.list(name, VectorCase::new);
  }

  Optional<ErrorCode> error() {
    return fields.optionalText("error").map(VectorCase::code);
  }

  /** The action gives the expected value, or is refused with the expected code. */
  <T> void expect(Supplier<T> expected, Supplier<T> action) {
    Optional<ErrorCode> error = error();
    if (error.isPresent()) {
      Refusals.assertRefused(error.get(), action::get);
    } else {
      assertEquals(expected.get(), action.get());
    }
  }

  private static ErrorCode code(String text) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.code().equals(text)) {
        return code;
      }
    }
    throw new IllegalArgumentException("a code that PROTOCOL.md does not have: " + text);
  }
}
