package dev.ren.client.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays every file of {@code web-client/src/protocol/vectors}. A file that nothing here replays
 * fails, and so does a replay whose file is gone.
 */
class VectorsTest {
  private static final Path VECTORS = Path.of("..", "web-client", "src", "protocol", "vectors");

  private static final Map<String, Consumer<VectorCase>> REPLAYS =
      Map.ofEntries(
          Map.entry("hkdf.json", PublishedVectors::hkdf),
          Map.entry("aes-gcm.json", PublishedVectors::aesGcm),
          Map.entry("ecdsa.json", PublishedVectors::ecdsa),
          Map.entry("hpke.json", PublishedVectors::hpke),
          Map.entry("argon2id.json", PublishedVectors::argon2id),
          Map.entry("base64url.json", FramingVectors::base64Url),
          Map.entry("base32.json", FramingVectors::base32),
          Map.entry("framing.json", FramingVectors::framing),
          Map.entry("padding.json", FramingVectors::padding),
          Map.entry("body.json", FramingVectors::body),
          Map.entry("password.json", AccountVectors::password),
          Map.entry("identity.json", AccountVectors::identity),
          Map.entry("recovery-key.json", AccountVectors::recoveryKey),
          Map.entry("vault.json", AccountVectors::vault),
          Map.entry("credential.json", AccountVectors::credential),
          Map.entry("state.json", AccountVectors::state),
          Map.entry("epoch.json", EpochVectors::epoch),
          Map.entry("wrap.json", EpochVectors::wrap),
          Map.entry("safety-number.json", EpochVectors::safetyNumber),
          Map.entry("message.json", LogVectors::message),
          Map.entry("log.json", LogVectors::log),
          Map.entry("file.json", FileVectors::file));

  @TestFactory
  Stream<DynamicContainer> every_file_is_replayed_whole() throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(VECTORS)) {
      names =
          Stream.concat(files.map(file -> file.getFileName().toString()), REPLAYS.keySet().stream())
              .filter(name -> name.endsWith(".json"))
              .distinct()
              .sorted()
              .toList();
    }
    return names.stream().map(name -> DynamicContainer.dynamicContainer(name, replay(name)));
  }

  private static Stream<DynamicTest> replay(String name) {
    Consumer<VectorCase> replay = REPLAYS.get(name);
    if (replay == null) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "is known", () -> fail(name + " is replayed by no test in Java")));
    }
    List<VectorCase> cases = read(VECTORS.resolve(name));
    assertFalse(cases.isEmpty(), name);
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> replay.accept(c)));
  }

  private static JsonFields merged(ObjectNode common, JsonFields own) {
    ObjectNode all = common.deepCopy();
    all.setAll(own.toNode());
    return JsonFields.of(all);
  }

  private static List<VectorCase> read(Path file) {
    try {
      JsonFields whole = JsonFields.parse(Files.readString(file));
      ObjectNode common =
          whole.optionalFields("common").map(JsonFields::toNode).orElseGet(JsonFields::object);
      // A case's own inputs come before those that all cases share.
      return whole.list("cases", c -> new VectorCase(merged(common, c)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
