package dev.ren.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ren.dynamodblocal.ProjectFiles;
import dev.ren.local.template.StackModel;
import dev.ren.local.template.TemplateReader;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar that is deployed, under Lambda's own runtime interface client, with each function's
 * environment: one handler of every kind. Maven packs the jar, so only {@code mvn verify} runs it.
 */
class LambdaRuntimeTest {
  private static final Path TEMPLATE =
      ProjectFiles.find(Path.of(""), Path.of("template.yaml")).orElseThrow();

  @TempDir static Path folder;

  private static LocalStack stack;
  private static StackModel model;
  private static Path jar;

  @BeforeAll
  static void tables_and_secrets_are_there() throws Exception {
    jar =
        ProjectFiles.find(TEMPLATE, Path.of("functions", "target", "functions.jar"))
            .orElseGet(() -> abort("the jar is not packed: run mvn verify"));
    model = TemplateReader.read(TEMPLATE, Map.of());
    stack =
        LocalStack.start(
            StackConfig.forTest(
                folder.resolve("data"), folder, TEMPLATE, StackConfig.Overrides.none()));
  }

  @AfterAll
  static void all_processes_end() {
    Optional.ofNullable(stack).ifPresent(LocalStack::close);
  }

  @Test
  void a_REST_handler_answers_what_the_local_stack_answers() throws Exception {
    try (LambdaRuntime lambda = start("LoginParametersFunction")) {
      JsonObject answer =
          Json.parse(
              lambda.invoke(
                  """
                  {"httpMethod": "GET", "path": "/login/parameters", "headers": {},
                   "queryStringParameters": {"login": "alice"}, "pathParameters": null,
                   "requestContext": {"requestId": "r1", "identity": {"sourceIp": "192.0.2.1"}},
                   "body": null, "isBase64Encoded": false}
                  """));

      assertEquals(200, answer.number("statusCode", 100, 599));
      assertEquals(localAnswer("/api/login/parameters?login=alice"), answer.string("body"));
    }
  }

  @Test
  void a_REST_handler_answers_a_second_event_and_refuses_with_a_problem() throws Exception {
    try (LambdaRuntime lambda = start("GetUserFunction")) {
      String event =
          """
          {"headers": {"Authorization": "Bearer x"}, "requestContext": {"requestId": "r2"}}
          """;

      for (int i = 0; i < 2; i++) {
        JsonObject answer = Json.parse(lambda.invoke(event));
        assertEquals(401, answer.number("statusCode", 100, 599));
        assertEquals("unauthorized", Json.parse(answer.string("body")).string("code"));
      }
    }
  }

  @Test
  void a_socket_handler_answers_the_caller() throws Exception {
    try (LambdaRuntime lambda = start("SocketMessageFunction")) {
      JsonObject answer =
          Json.parse(
              lambda.invoke(
                  """
                  {"requestContext": {"connectionId": "c1=", "routeKey": "message",
                   "eventType": "MESSAGE", "requestId": "r3"}, "body": "{}"}
                  """));

      JsonObject body = Json.parse(answer.string("body"));
      assertEquals("error", body.string("type"));
      assertEquals("unauthorized", body.string("code"));
    }
  }

  @Test
  void the_authorizer_denies_a_socket_without_a_token() throws Exception {
    try (LambdaRuntime lambda = start("SocketAuthorizerFunction")) {
      String answer =
          lambda.invoke(
              """
              {"type": "REQUEST", "methodArn": "arn:aws:execute-api:us-east-1:0:api/ws/$connect",
               "headers": {"Sec-WebSocket-Protocol": "ren.v1"},
               "requestContext": {"connectionId": "c1=", "requestId": "r4"}}
              """);

      JsonObject policy = Json.parse(answer).object("policyDocument");
      assertTrue(answer.contains("\"Deny\""), answer);
      assertEquals("2012-10-17", policy.string("Version"));
    }
  }

  private static LambdaRuntime start(String functionId) throws Exception {
    StackModel.Function function =
        Optional.ofNullable(model.functions().get(functionId)).orElseThrow();
    Map<String, String> variables =
        Optional.ofNullable(stack.variables().get(functionId)).orElseThrow();
    return new LambdaRuntime(
        jar,
        function.handlerClass(),
        variables,
        folder.resolve(functionId + ".log"),
        LambdaRuntime.Start.COLD);
  }

  private static String localAnswer(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(stack.url().resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
