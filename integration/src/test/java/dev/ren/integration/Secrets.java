package dev.ren.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A search, byte by byte, for what must not be there. */
final class Secrets {
  private Secrets() {}

  /**
   * How bytes may be written: as they are, as hex, as both kinds of base64, at any place of a
   * longer text (the ends, which depend on what stands beside them, are left out).
   */
  static List<String> spellings(byte[] secret) {
    List<String> spellings = new ArrayList<>();
    spellings.add(new String(secret, StandardCharsets.ISO_8859_1));
    spellings.add(HexFormat.of().formatHex(secret));
    spellings.add(HexFormat.of().withUpperCase().formatHex(secret));
    for (int skipped = 0; skipped < 3; skipped++) {
      int whole = (secret.length - skipped) / 3 * 3;
      byte[] triples = Arrays.copyOfRange(secret, skipped, skipped + whole);
      spellings.add(Base64.getEncoder().encodeToString(triples));
      spellings.add(Base64.getUrlEncoder().encodeToString(triples));
    }
    return spellings;
  }

  /** The files below a folder that have one of these in their content or their path. */
  static List<Path> find(Path folder, List<String> secrets) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : LiveFolder.files(folder)) {
      String content = content(file);
      if (secrets.stream().anyMatch(one -> content.contains(one) || named(file, one))) {
        found.add(file);
      }
    }
    return found;
  }

  /** Empty of a file that went meanwhile: the database's journal comes and goes. */
  private static String content(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static boolean named(Path file, String secret) {
    return file.toString().contains(secret);
  }
}
