package dev.ren.local.gateway;

import dev.ren.local.template.StackModel.Secret;
import dev.ren.local.template.StackModel.SecretGenerator;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The secrets of the stack in one file that only its owner can read. A secret that the template
 * asks for is made once; losing the file means losing every password verifier, as it would on AWS.
 */
public final class SecretVault {

  /** One version of a secret. */
  public record Version(String id, String value) {
    @Override
    public String toString() {
      return "Version[" + id + "]";
    }
  }

  private final Path file;
  private final SecureRandom random;
  private final Map<String, List<Version>> secrets = new LinkedHashMap<>();

  private SecretVault(Path file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  /** Opens the file, and makes what the template asks for and it does not have. */
  public static SecretVault open(Path file, List<Secret> wanted, SecureRandom random)
      throws IOException {
    SecretVault vault = new SecretVault(file, random);
    vault.read();
    Optional<List<Version>> formerSalts = vault.pepper();
    boolean added = false;
    for (Secret secret : wanted) {
      if (!vault.secrets.containsKey(secret.arn())) {
        Optional<List<Version>> former =
            secret.logicalId().equals("SaltSecret") ? formerSalts : Optional.empty();
        vault.secrets.put(
            secret.arn(), former.orElseGet(() -> List.of(vault.make(secret.generator()))));
        added = true;
      }
    }
    if (added) {
      vault.write();
    }
    return vault;
  }

  /**
   * A version of a secret.
   *
   * @param stage {@code AWSCURRENT}, or {@code AWSPREVIOUS} for the one before the last rotation
   */
  public synchronized Optional<Version> version(String id, String stage) {
    List<Version> versions = secrets.getOrDefault(id, List.of());
    return switch (stage) {
      case "AWSCURRENT" -> versions.stream().findFirst();
      case "AWSPREVIOUS" -> versions.stream().skip(1).findFirst();
      default -> Optional.empty();
    };
  }

  /**
   * Makes a new current version; the one that was current becomes the previous one.
   *
   * @throws IllegalArgumentException if there is no such secret
   */
  public synchronized void rotate(Secret secret) throws IOException {
    Version before =
        version(secret.arn(), "AWSCURRENT")
            .orElseThrow(() -> new IllegalArgumentException("no secret " + secret.arn()));
    secrets.put(secret.arn(), List.of(make(secret.generator()), before));
    write();
  }

  /**
   * Salts followed from the pepper before they had a secret of their own: a data folder from then
   * goes on with them, or nobody in it could log in again.
   */
  private Optional<List<Version>> pepper() {
    return secrets.entrySet().stream()
        .filter(secret -> secret.getKey().endsWith(":PepperSecret"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Version make(SecretGenerator generator) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < generator.length(); i++) {
      text.append(generator.alphabet().charAt(random.nextInt(generator.alphabet().length())));
    }
    String value =
        generator.key().isEmpty()
            ? text.toString()
            : Json.text(
                json -> {
                  for (Map.Entry<String, Object> field :
                      Json.parse(generator.template()).fields().entrySet()) {
                    json.writeStringField(field.getKey(), String.valueOf(field.getValue()));
                  }
                  json.writeStringField(generator.key().get(), text.toString());
                });
    return new Version(UUID.randomUUID().toString(), value);
  }

  private void read() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    JsonObject json = Json.parse(Files.readString(file));
    for (String id : json.fields().keySet()) {
      List<Version> versions = new ArrayList<>();
      for (JsonObject version : json.objects(id, 2)) {
        versions.add(new Version(version.string("id"), version.string("value")));
      }
      secrets.put(id, List.copyOf(versions));
    }
  }

  /**
   * Written whole beside the old file and moved over it: killed in between, the old one is there.
   */
  private void write() throws IOException {
    byte[] text =
        Json.object(
            json -> {
              for (Map.Entry<String, List<Version>> secret : secrets.entrySet()) {
                json.writeArrayFieldStart(secret.getKey());
                for (Version version : secret.getValue()) {
                  json.writeStartObject();
                  json.writeStringField("id", version.id());
                  json.writeStringField("value", version.value());
                  json.writeEndObject();
                }
                json.writeEndArray();
              }
            });
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(text));
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
