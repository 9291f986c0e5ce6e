package dev.ren.platform;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * A caller whose token is good and whose session has not been looked up: for a use case that reads
 * a batch anyway, and saves a call by reading the session in it.
 *
 * <p>It names the user, so that a use case can ask for the user's own items before that batch. It
 * may answer nothing of them, and change nothing, until {@link #read} has returned.
 */
public final class PendingCaller {
  private final Caller caller;
  private final SessionReader sessions;
  private final long now;

  PendingCaller(Caller caller, SessionReader sessions, long now) {
    this.caller = caller;
    this.sessions = sessions;
    this.now = now;
  }

  /** Whom the token names. */
  public UserId user() {
    return caller.user();
  }

  Caller caller() {
    return caller;
  }

  /**
   * Reads items in the call that looks up the session: 1 RRU more than the items take.
   *
   * @param requests keys by table, of other tables than {@code user}, at most 98 in all
   * @return the items that exist, by table, in no order
   * @throws Problem {@code unauthorized} if the session has ended; {@code unavailable} if keys are
   *     left after several calls
   */
  public Map<String, List<Map<String, AttributeValue>>> read(
      Map<String, KeysAndAttributes> requests) {
    return sessions
        .readAlive(caller.user(), caller.sessionId(), now, requests)
        .orElseThrow(() -> Problem.of(ErrorCode.UNAUTHORIZED, "the session has ended"));
  }
}
