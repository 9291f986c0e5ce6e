package dev.ren.integration.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory each function has by template.yaml, which is what its time is paid by. */
record Memory(Map<String, Integer> byResource) {
  private static final String GLOBAL = "Function";
  private static final Pattern RESOURCE = Pattern.compile("^  (\\w+):\\s*$");
  private static final Pattern SIZE = Pattern.compile("^ +MemorySize: (\\d+).*");

  static Memory read(Path template) throws IOException {
    Map<String, Integer> sizes = new HashMap<>();
    String resource = "";
    for (String line : Files.readAllLines(template)) {
      Matcher name = RESOURCE.matcher(line);
      Matcher size = SIZE.matcher(line);
      if (name.matches()) {
        resource = name.group(1);
      } else if (size.matches()) {
        sizes.put(resource, Integer.parseInt(size.group(1)));
      }
    }
    if (!sizes.containsKey(GLOBAL)) {
      throw new IOException("template.yaml tells no memory for its functions");
    }
    return new Memory(Map.copyOf(sizes));
  }

  /** By the function's logical id. */
  int megabytes(String function) {
    Integer own = byResource.get(function);
    return own == null ? byResource.getOrDefault(GLOBAL, 0) : own;
  }
}
