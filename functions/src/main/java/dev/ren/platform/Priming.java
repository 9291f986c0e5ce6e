package dev.ren.platform;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * What a container does before Lambda takes its SnapStart snapshot (Lambda developer guide,
 * "Improving startup performance with SnapStart: runtime hooks"): it walks once the way of every
 * invocation, so that the snapshot holds loaded classes instead of a first caller waiting for them.
 *
 * <p>Why it is safe. The calls only read, and read what is not there. No secret is fetched: the
 * token is signed with a throw-away key, and the secret is asked for at a stage that it does not
 * have. So a snapshot, which many containers are restored from, holds nothing secret and nothing
 * that was meant to be unique. A step that fails is a slower first invocation and nothing else: a
 * function whose policy forbids the call is refused by AWS and is primed by the refusal.
 *
 * <p>Outside of Lambda nobody takes snapshots, and none of this ever runs.
 */
final class Priming implements Resource {
  /** A stage that no secret has: the whole way to Secrets Manager and back, without a secret. */
  static final String NO_STAGE = "REN-PRIMING";

  private static final UserId NOBODY = UserId.parse("a".repeat(26));
  private static final byte[] THROW_AWAY =
      "known to everybody, signs nothing".getBytes(StandardCharsets.UTF_8);

  private record Step(String name, Runnable work) {}

  private final List<Step> steps = new ArrayList<>();

  /** Hooks itself in. The context holds it weakly, so who makes it keeps it. */
  static Priming registered() {
    Priming priming = new Priming();
    Core.getGlobalContext().register(priming);
    return priming;
  }

  synchronized void add(String name, Runnable work) {
    steps.add(new Step(name, work));
  }

  @Override
  public synchronized void beforeCheckpoint(Context<? extends Resource> context) {
    for (Step step : steps) {
      try {
        step.work.run();
      } catch (RuntimeException refused) {
        Log.note("priming", step.name, refused.getClass().getSimpleName());
      }
    }
    Metrics.process().discard();
    Log.note("primed", "", Integer.toString(steps.size()));
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Clients reconnect by themselves, clocks are read at each use, and the generator is the
    // operating system's: nothing in a snapshot has to be made anew.
  }

  /** Signs a token and verifies it, with a key that opens nothing. */
  static void token(Clock clock) {
    String text = new String(THROW_AWAY, StandardCharsets.UTF_8);
    Tokens tokens =
        new Tokens(id -> List.of(new Secrets.Version("priming", text)), "priming", clock);
    String token =
        tokens.issue(
            Tokens.Kind.RECOVERY, NOBODY, "priming", clock.instant().plus(Duration.ofMinutes(1)));
    tokens.verify(Tokens.Kind.RECOVERY, token);
  }

  /** Looks for a session that nobody has: one BatchGetItem. */
  static void session(SessionReader sessions, Clock clock) {
    sessions.isAlive(NOBODY, "priming", clock.millis());
  }

  /** Asks for a secret at a stage that it does not have, and loads what a secret would come in. */
  static void secret(SecretsManagerClient manager, String id) {
    GetSecretValueResponse.builder().build();
    manager.getSecretValue(request -> request.secretId(id).versionStage(NO_STAGE));
  }

  /** Reads an event and refuses it, as every function does with a bad one. */
  static void event() {
    String event =
        """
        {"headers": {"Authorization": "Bearer x"}, "pathParameters": null,
         "requestContext": {"requestId": "priming", "identity": {"sourceIp": "192.0.2.1"}},
         "body": "{\\"a\\": [1, true, null]}", "isBase64Encoded": false}
        """;
    RestRequest request = RestRequest.of(Json.parse(event));
    request.json();
    RestResponse.problem(Problem.badRequest("priming"), request.requestId()).toEvent();
  }
}
