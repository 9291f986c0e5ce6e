package dev.ren.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ren.dynamodblocal.ProjectFiles;
import dev.ren.local.template.TemplateReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the deployed jar does before Lambda takes a snapshot of it, and that it works after. */
class SnapshotTest {
  private static final Path TEMPLATE =
      ProjectFiles.find(Path.of(""), Path.of("template.yaml")).orElseThrow();
  private static final String WITHOUT_TOKEN =
      """
      {"headers": {}, "requestContext": {"requestId": "r1"}}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "GetUserFunction, 2",
    "SocketMessageFunction, 3",
    "SocketAuthorizerFunction, 2",
    "FileFunction, 2",
    "OpenUploadFunction, 3",
  })
  void before_its_snapshot_a_function_reads_what_is_not_there_and_nothing_else(
      String function, int calls) throws Exception {
    try (RecordingAws aws = new RecordingAws();
        LambdaRuntime lambda = start(function, aws, LambdaRuntime.Start.SNAPSHOT)) {
      lambda.awaitSnapshot();

      List<String> made = aws.calls();
      assertEquals(calls, made.size(), made::toString);
      assertTrue(made.stream().allMatch(SnapshotTest::isHarmless), made::toString);
      assertTrue(Files.readString(log(function)).contains("\"primed\""));
    }
  }

  @Test
  void after_its_snapshot_a_function_answers() throws Exception {
    try (RecordingAws aws = new RecordingAws();
        LambdaRuntime lambda = start("GetUserFunction", aws, LambdaRuntime.Start.SNAPSHOT)) {
      String answer = lambda.invoke(WITHOUT_TOKEN);

      assertTrue(answer.contains("\"statusCode\":401"), answer);
    }
  }

  @Test
  void a_cold_start_calls_nobody() throws Exception {
    try (RecordingAws aws = new RecordingAws();
        LambdaRuntime lambda = start("GetUserFunction", aws, LambdaRuntime.Start.COLD)) {
      lambda.invoke(WITHOUT_TOKEN);

      assertEquals(List.of(), aws.calls());
    }
  }

  private static boolean isHarmless(String call) {
    return (call.startsWith("BatchGetItem ") && call.contains("S#priming"))
        || (call.startsWith("GetSecretValue ") && call.contains("REN-PRIMING"))
        || call.startsWith("GET /@connections/priming")
        || call.startsWith("HEAD /files/priming");
  }

  private LambdaRuntime start(String function, RecordingAws aws, LambdaRuntime.Start start)
      throws Exception {
    Path jar =
        ProjectFiles.find(TEMPLATE, Path.of("functions", "target", "functions.jar"))
            .orElseGet(() -> abort("the jar is not packed: run mvn verify"));
    String handler =
        Optional.ofNullable(TemplateReader.read(TEMPLATE, Map.of()).functions().get(function))
            .orElseThrow()
            .handlerClass();
    return new LambdaRuntime(jar, handler, variables(aws), log(function), start);
  }

  private Path log(String function) {
    return folder.resolve(function + ".log");
  }

  private static Map<String, String> variables(RecordingAws aws) {
    String url = aws.url().toString();
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_ENDPOINT_URL_DYNAMODB",
                url,
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                url,
                "AWS_ENDPOINT_URL_S3",
                url,
                "WEBSOCKET_ENDPOINT",
                url,
                "SECRET_JWT",
                "jwt",
                "SECRET_PEPPER",
                "pepper",
                "SECRET_SALT",
                "salt"));
    for (String table :
        List.of(
            "LOG",
            "HEADS",
            "USER",
            "WRAPS",
            "ACCOUNTS",
            "CREDENTIALS",
            "NAMES",
            "CONNECTIONS",
            "LIMITS",
            "FILES")) {
      variables.put("TABLE_" + table, table);
    }
    variables.putAll(
        Map.of("BUCKET_FILES", "files", "MAX_FILE_BYTES", "1", "USER_QUOTA_BYTES", "1"));
    return variables;
  }
}
