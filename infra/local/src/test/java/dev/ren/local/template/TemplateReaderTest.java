package dev.ren.local.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.local.template.StackModel.SocketRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateReaderTest {
  private static final String FUNCTION =
      """
      Resources:
        HelloFunction:
          Type: AWS::Serverless::Function
          Properties:
            Handler: dev.ren.Hello::handleRequest
      """;

  @TempDir Path folder;

  @Test
  void a_function_has_its_handler_class_and_the_timeout_and_variables_of_globals()
      throws IOException {
    StackModel model =
        read(
            """
            Globals:
              Function:
                Timeout: 7
                Environment: { Variables: { A: global, B: global } }
            Resources:
              HelloFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: dev.ren.Hello::handleRequest
                  Environment: { Variables: { B: own } }
            """);

    StackModel.Function hello = function(model, "HelloFunction");
    assertEquals("dev.ren.Hello", hello.handlerClass());
    assertEquals(7, hello.timeout().toSeconds());
    assertEquals(Map.of("A", "global", "B", "own"), hello.environment());
  }

  @Test
  void an_event_of_type_Api_is_a_route() throws IOException {
    StackModel model =
        read(
            FUNCTION
                + """
                      Events:
                        Api:
                          Type: Api
                          Properties: { RestApiId: !Ref Api, Method: get, Path: "/hello/{name}" }
                  Api:
                    Type: AWS::Serverless::Api
                    Properties: { StageName: api }
                """);

    assertEquals(
        List.of(new StackModel.RestRoute("GET", "/hello/{name}", "HelloFunction")),
        model.rest().orElseThrow().routes());
  }

  @Test
  void intrinsic_functions_are_evaluated_with_the_parameters_that_are_given() throws IOException {
    Path template =
        write(
            "template.yaml",
            """
            Parameters:
              Kind: { Type: String, Default: small }
            Conditions:
              Large: !Equals [!Ref Kind, large]
            Mappings:
              Sizes: { large: { Gigabytes: "9" }, small: { Gigabytes: "1" } }
            Globals:
              Function:
                Environment:
                  Variables:
                    REF: !Ref Kind
                    SUB: !Sub "${Kind}-${AWS::Region}-${!Literal}"
                    IF: !If [Large, yes, no]
                    GONE: !If [Large, yes, !Ref "AWS::NoValue"]
                    JOIN: !Join ["/", [a, !Ref Kind]]
                    SELECT: !Select [1, !Split [",", "a,b"]]
                    MAP: !FindInMap [Sizes, !Ref Kind, Gigabytes]
                    LONG: { "Fn::GetAtt": [HelloFunction, Arn] }
            """
                + FUNCTION);

    Map<String, String> small = environment(TemplateReader.read(template, Map.of()));
    Map<String, String> large = environment(TemplateReader.read(template, Map.of("Kind", "large")));

    assertEquals("small-us-east-1-${Literal}", small.get("SUB"));
    assertEquals("no", small.get("IF"));
    assertEquals(null, small.get("GONE"));
    assertEquals("a/small", small.get("JOIN"));
    assertEquals("b", small.get("SELECT"));
    assertEquals("1", small.get("MAP"));
    assertEquals("arn:aws:lambda:us-east-1:000000000000:function:HelloFunction", small.get("LONG"));
    assertEquals("large", large.get("REF"));
    assertEquals("yes", large.get("GONE"));
    assertEquals("9", large.get("MAP"));
  }

  @Test
  void a_nested_stack_gives_its_outputs_tables_and_secrets() throws IOException {
    write(
        "storage.yaml",
        """
        Parameters:
          Prefix: { Type: String }
        Resources:
          Things:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions: [{ AttributeName: k, AttributeType: S }]
              KeySchema: [{ AttributeName: k, KeyType: HASH }]
          Key:
            Type: AWS::SecretsManager::Secret
            Properties:
              GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true }
        Outputs:
          Name: { Value: !Sub "${Prefix}-${Things}" }
        """);

    StackModel model =
        read(
            """
            Globals:
              Function: { Environment: { Variables: { T: !GetAtt Storage.Outputs.Name } } }
            """
                + FUNCTION
                + """
                  Storage:
                    Type: AWS::CloudFormation::Stack
                    Properties: { TemplateURL: storage.yaml, Parameters: { Prefix: p } }
                """);

    assertEquals("p-Things", environment(model).get("T"));
    assertEquals("Things", model.tables().getFirst().logicalId());
    assertEquals(40, model.secrets().getFirst().generator().length());
  }

  @Test
  void a_resource_whose_condition_does_not_hold_is_not_there() throws IOException {
    StackModel model =
        read(
            """
            Conditions:
              Never: !Equals [a, b]
            """
                + FUNCTION.replace("    Properties", "    Condition: Never\n    Properties"));

    assertTrue(model.functions().isEmpty());
  }

  @Test
  void an_unknown_resource_type_is_refused_with_its_line() {
    assertRefused(
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
        """,
        "template.yaml:3: resource type AWS::SQS::Queue is not understood");
  }

  @Test
  void an_unknown_property_is_refused_with_its_line() {
    assertRefused(
        FUNCTION + "      VpcConfig: {}\n",
        "template.yaml:6: property VpcConfig is not understood");
  }

  @Test
  void an_unknown_intrinsic_function_is_refused_with_its_line() {
    assertRefused(
        FUNCTION + "      Description: !Cidr [a, b, c]\n",
        "template.yaml:6: intrinsic function Cidr is not understood");
    assertRefused(
        FUNCTION + "      Description: { 'Fn::Transform': x }\n",
        "template.yaml:6: intrinsic function Transform is not understood");
  }

  @Test
  void an_unknown_event_type_is_refused_with_its_line() {
    assertRefused(
        FUNCTION + "      Events:\n        Nightly:\n          Type: Schedule\n",
        "template.yaml:8: event type Schedule is not understood");
  }

  @Test
  void a_name_that_nothing_has_is_refused_with_its_line() {
    assertRefused(
        FUNCTION + "      Environment: { Variables: { A: !Ref Nothing } }\n",
        "template.yaml:6: there is no parameter or resource Nothing");
  }

  @Test
  void what_is_not_understood_in_a_nested_stack_is_refused_with_that_file() throws IOException {
    write("inner.yaml", "Resources:\n  X:\n    Type: AWS::SQS::Queue\n");

    assertRefused(
        """
        Resources:
          Inner:
            Type: AWS::Serverless::Application
            Properties: { Location: inner.yaml }
        """,
        "inner.yaml:3: resource type AWS::SQS::Queue is not understood");
  }

  @Test
  void a_file_that_is_not_YAML_is_refused_with_the_line() {
    assertRefused("Resources:\n  A: [\n", "template.yaml:");
  }

  @Test
  void the_project_s_own_template_is_understood_and_complete() throws IOException {
    Path template =
        dev.ren.dynamodblocal.ProjectFiles.find(Path.of(""), Path.of("template.yaml"))
            .orElseThrow();

    StackModel model = TemplateReader.read(template, Map.of());

    assertEquals(
        Optional.of(new SocketRoute.Mock("{\"type\":\"pong\"}")),
        model.socket().map(api -> api.routes().get("ping")));
    for (StackModel.RestRoute route : model.rest().orElseThrow().routes()) {
      assertTrue(model.functions().containsKey(route.functionId()), route.path());
    }
  }

  private StackModel read(String template) throws IOException {
    return TemplateReader.read(write("template.yaml", template), Map.of());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void assertRefused(String template, String message) {
    TemplateException refused = assertThrows(TemplateException.class, () -> read(template));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith(folder + "/" + message),
        refused.getMessage());
  }

  private static Map<String, String> environment(StackModel model) {
    return function(model, "HelloFunction").environment();
  }

  private static StackModel.Function function(StackModel model, String name) {
    return Optional.ofNullable(model.functions().get(name)).orElseThrow();
  }
}
