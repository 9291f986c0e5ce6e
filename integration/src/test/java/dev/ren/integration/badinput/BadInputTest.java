package dev.ren.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ren.integration.badinput.Contract.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Every endpoint refuses every malformed call with a problem of a stable code, and nothing changes.
 * The malformed calls are derived from the contract; each is one change to a call that succeeds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock("a stack more")
final class BadInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Counters of requests are meant to count refused ones too. */
  private static final String COUNTERS = "limits";

  private Stand stand;

  @BeforeAll
  void start() throws IOException {
    stand = Stand.start();
  }

  @AfterAll
  void stop() {
    stand.close();
  }

  @Test
  @Order(1)
  void every_endpoint_of_the_contract_has_a_good_call() {
    Set<String> ids =
        stand.contract().operations().stream()
            .map(Operation::id)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(ids, new TreeSet<>(stand.good().all().keySet()));
  }

  @Test
  @Order(2)
  void every_malformed_call_is_refused_with_a_stable_code_and_changes_nothing() throws Exception {
    Path data = stand.stack().data();
    BadCalls badCalls =
        new BadCalls(stand.contract(), ForgedTokens.like(stand.good().anna().token(), data));
    List<String> wrong = new ArrayList<>();
    for (Operation operation : stand.contract().operations()) {
      Map<String, List<String>> before = stand.store().dump(COUNTERS);
      for (var bad : badCalls.of(operation, stand.good().of(operation.id())).entrySet()) {
        String verdict = verdict(bad.getValue());
        if (!verdict.isEmpty()) {
          wrong.add(operation + ", " + bad.getKey() + ": " + verdict);
        }
      }
      if (!before.equals(stand.store().dump(COUNTERS))) {
        wrong.add(operation + ": the store has changed");
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  @Order(3)
  void calls_about_what_belongs_to_others_are_refused_and_change_nothing() throws Exception {
    Map<String, List<String>> before = stand.store().dump(COUNTERS);
    List<String> wrong = new ArrayList<>();
    for (var foreign : new ForeignCalls(stand.good()).all().entrySet()) {
      Call.Answer answer = foreign.getValue().call().send(stand.stack().target());
      String verdict = judge(answer);
      String code = verdict.isEmpty() ? JSON.readTree(answer.body()).get("code").asText() : verdict;
      if (!code.equals(foreign.getValue().code())) {
        wrong.add(foreign.getKey() + ": " + code);
      }
    }
    assertEquals("", String.join("\n", wrong));
    assertEquals(before, stand.store().dump(COUNTERS));
  }

  @Test
  @Order(4)
  void the_good_calls_succeed() throws Exception {
    for (var call : stand.good().all().entrySet()) {
      Call.Answer answer = call.getValue().send(stand.stack().target());
      assertTrue(answer.status() < 300, call.getKey() + ": " + answer.body());
    }
  }

  /** A connection that the server closed after the call before is met by this one: once more. */
  private String verdict(Call bad) throws InterruptedException {
    try {
      return judge(bad.send(stand.stack().target()));
    } catch (IOException closed) {
      try {
        return judge(bad.send(stand.stack().target()));
      } catch (IOException e) {
        return "no answer: " + e;
      }
    }
  }

  /** What is wrong with a refusal; empty if it is as the contract says. */
  private String judge(Call.Answer answer) throws IOException {
    if (answer.status() < 400 || answer.status() > 499) {
      return "status " + answer.status();
    }
    if (!answer.contentType().startsWith("application/problem+json")) {
      return answer.status() + " of type " + answer.contentType();
    }
    JsonNode problem = JSON.readTree(answer.body());
    if (!stand.contract().errorCodes().contains(problem.path("code").asText())) {
      return "code " + problem.path("code");
    }
    if (problem.path("status").asInt() != answer.status()) {
      return "another status inside: " + problem;
    }
    return answer.body().contains("Exception") || answer.body().contains(".java")
        ? "a stack trace"
        : "";
  }
}
