package dev.ren.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The page {@code /docs}: Swagger UI over our contract, without an inline script. */
final class Docs {
  static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>REN Messenger API</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/docs/swagger-ui.css">
        </head>
        <body>
          <div id="docs"></div>
          <script src="/docs/swagger-ui-bundle.js"></script>
          <script src="/docs/start.js"></script>
        </body>
      </html>
      """;

  static final String START =
      """
      SwaggerUIBundle({ url: "/docs/openapi.yaml", dom_id: "#docs", validatorUrl: null });
      """;

  /** The version of the package, which its resources have in their paths. */
  static final String SWAGGER_VERSION = version();

  private Docs() {}

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
