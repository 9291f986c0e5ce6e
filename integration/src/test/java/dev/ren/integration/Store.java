package dev.ren.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tables of a local stack, read past its API. */
public record Store(DynamoDbClient client, URI endpoint) implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Port:\\s+([0-9]+)");

  /** The store of the stack with this data folder; its database writes its port into its log. */
  public static Store of(Path data) {
    URI endpoint = endpointOf(data);
    DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    return new Store(client, endpoint);
  }

  /**
   * Every item of every table but those whose names match, by table: what must be the same before
   * and after a refused call.
   */
  public Map<String, List<String>> dump(String except) {
    return client.listTables().tableNames().stream()
        .filter(table -> !table.toLowerCase(Locale.ROOT).contains(except))
        .collect(Collectors.toMap(table -> table, this::items, (a, b) -> a, TreeMap::new));
  }

  /** The items of one table as sorted text. */
  public List<String> items(String table) {
    return client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
        .map(Store::text)
        .sorted()
        .toList();
  }

  /** The one table whose name contains this. */
  public String table(String name) {
    return client.listTables().tableNames().stream()
        .filter(table -> table.toLowerCase(Locale.ROOT).contains(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    client.close();
  }

  private static String text(Map<String, AttributeValue> item) {
    return new TreeMap<>(item).toString();
  }

  private static URI endpointOf(Path data) {
    try {
      Matcher port = PORT.matcher(Files.readString(data.resolve("logs/dynamodb.log")));
      if (!port.find()) {
        throw new IllegalStateException("the database's log does not name its port");
      }
      return URI.create("http://127.0.0.1:" + port.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
