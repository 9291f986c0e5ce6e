package dev.ren.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The page {@code /docs}: Swagger UI over our contract, without an inline script. {@code ./ren
 * deploy} takes the same files.
 */
final class Docs {
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";

  private Docs() {}

  /** A file of the page; null if it has none of that name. */
  static byte @Nullable [] file(String name) throws IOException {
    return switch (name) {
      case "", "index.html" -> resource("docs/index.html");
      case "start.js" -> resource("docs/start.js");
      case "swagger-ui.css", "swagger-ui-bundle.js" -> resource(SWAGGER + name);
      default -> null;
    };
  }

  private static byte @Nullable [] resource(String path) throws IOException {
    try (InputStream in = Docs.class.getResourceAsStream(path)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  /** The version of the package, which its resources have in their paths. */
  private static String version() {
    String pom = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = Docs.class.getResourceAsStream(pom)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }
}
