package dev.ren.local.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.dynamodblocal.ProjectFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The template, the contract and the house rules hold together. */
class ContractTest {
  private static final Path TEMPLATE = file("template.yaml");
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  @Test
  void template_and_contract_name_the_same_endpoints() throws IOException {
    Set<String> contract = new TreeSet<>();
    TemplateNode.parse(file("infra/openapi.yaml"))
        .require("paths")
        .entries()
        .forEach(
            (path, operations) ->
                operations.entries().keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> contract.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    Set<String> template = new TreeSet<>();
    for (StackModel.RestRoute route :
        TemplateReader.read(TEMPLATE, Map.of()).rest().orElseThrow().routes()) {
      template.add(route.method() + " " + route.path());
    }

    assertEquals(contract, template);
  }

  @Test
  void every_function_may_do_named_things_to_named_resources_only() throws IOException {
    Stack stack = new Stack(TEMPLATE, Map.of());
    for (Stack.Resource function : stack.resourcesOf(ResourceTypes.FUNCTION)) {
      List<TemplateNode> policies =
          function.properties().find("Policies").map(TemplateNode::items).orElse(List.of());
      for (TemplateNode policy : policies) {
        for (TemplateNode statement : policy.require("Statement").items()) {
          assertNarrow(function.logicalId(), statement);
        }
      }
    }
  }

  @Test
  void who_answers_salts_to_everybody_holds_no_pepper() throws IOException {
    StackModel.Function open =
        Objects.requireNonNull(
            TemplateReader.read(TEMPLATE, Map.of()).functions().get("LoginParametersFunction"));
    List<String> touched =
        open.permissions().stream().flatMap(may -> may.resources().stream()).toList();

    assertEquals(1, touched.size());
    assertTrue(touched.getFirst().endsWith("secret:SaltSecret"), touched.toString());
  }

  @Test
  void only_functions_that_check_or_change_credentials_reach_them() throws IOException {
    assertEquals(
        Set.of(
            "RegisterStep2Function",
            "LoginFunction",
            "RecoverAccountFunction",
            "RecoveryHalfFunction",
            "UpdatePasswordAndKeysFunction"),
        whoMay("dynamodb:", LocalNames.tableArn("CredentialsTable")::equals));
  }

  @Test
  void who_pushes_reads_contacts_and_no_sessions() throws IOException {
    String table = LocalNames.tableArn("UserTable");
    Set<String> pushing = whoMay("execute-api:ManageConnections", any -> true);
    Set<String> readsContacts = whoMay("dynamodb:Query", (table + "/index/contacts")::equals);
    assertTrue(readsContacts.containsAll(pushing), pushing + " but " + readsContacts);

    pushing.retainAll(whoMay("dynamodb:Query", table::equals));
    assertEquals(
        Set.of("RefreshFunction", "LogoutFunction", "UpdatePasswordAndKeysFunction"),
        pushing,
        "those that end sessions");
  }

  private static Set<String> whoMay(String action, Predicate<String> resource) throws IOException {
    Set<String> who = new TreeSet<>();
    TemplateReader.read(TEMPLATE, Map.of())
        .functions()
        .forEach(
            (id, function) -> {
              if (function.permissions().stream()
                  .filter(may -> may.resources().stream().anyMatch(resource))
                  .anyMatch(
                      may -> may.actions().stream().anyMatch(one -> one.startsWith(action)))) {
                who.add(id);
              }
            });
    return who;
  }

  @Test
  void both_addresses_are_throttled() throws IOException {
    Stack stack = new Stack(TEMPLATE, Map.of());
    for (Stack.Resource rest : stack.resourcesOf(ResourceTypes.REST_API)) {
      assertThrottled(rest.properties().require("MethodSettings").items().getFirst());
    }
    for (Stack.Resource socket : stack.resourcesOf(ResourceTypes.SOCKET_API)) {
      assertThrottled(socket.properties().require("DefaultRouteSettings"));
    }
  }

  private static void assertThrottled(TemplateNode settings) {
    settings.require("ThrottlingRateLimit");
    settings.require("ThrottlingBurstLimit");
  }

  private static void assertNarrow(String function, TemplateNode statement) {
    TemplateNode action = statement.require("Action");
    for (TemplateNode one : action.isList() ? action.items() : List.of(action)) {
      assertFalse(one.scalar().contains("*"), function + " may do " + one.scalar());
    }
    TemplateNode resource = statement.require("Resource");
    for (TemplateNode one : resource.isList() ? resource.items() : List.of(resource)) {
      assertTrue(one.call().isPresent(), function + " may touch " + one.node());
    }
  }

  private static Path file(String path) {
    return ProjectFiles.find(Path.of(""), Path.of(path)).orElseThrow();
  }
}
