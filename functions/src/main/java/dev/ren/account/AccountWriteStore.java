package dev.ren.account;

import dev.ren.platform.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The two writes that span tables, each one transaction: killed before it nothing has happened,
 * killed after it everything has.
 */
final class AccountWriteStore {
  private final DynamoDbClient dynamoDb;
  private final NameStore names;
  private final AccountStore accounts;
  private final CredentialStore credentials;
  private final StateStore states;
  private final SessionStore sessions;

  AccountWriteStore(
      DynamoDbClient dynamoDb,
      NameStore names,
      AccountStore accounts,
      CredentialStore credentials,
      StateStore states,
      SessionStore sessions) {
    this.dynamoDb = dynamoDb;
    this.names = names;
    this.accounts = accounts;
    this.credentials = credentials;
    this.states = states;
    this.sessions = sessions;
  }

  /** Makes a held login an account; false if it is no longer held. */
  boolean activate(Account account, Sealed state, NameStore.Reservation held, Instant now) {
    List<TransactWriteItem> writes =
        new ArrayList<>(accounts.creation(account.profile(), account.identity()));
    writes.add(credentials.creation(held.user(), account.credentials()));
    writes.add(states.creation(held.user(), state));
    writes.add(names.activation(held, now));
    return commit(writes);
  }

  /**
   * Replaces credentials, and with them what changes too, and ends all sessions; false if the
   * revision or the recovery token is no longer the one that was read.
   */
  boolean change(
      Account next,
      CredentialStore.Expected expected,
      Optional<Identity> succession,
      Optional<Sealed> state) {
    UserId user = next.profile().user();
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(credentials.change(user, next.credentials(), expected));
    writes.add(sessions.floor(user, next.credentials().rev()));
    succession.ifPresent(identity -> writes.addAll(accounts.succession(next.profile(), identity)));
    state.ifPresent(newest -> writes.add(states.replacement(user, newest)));
    return commit(writes);
  }

  /** Writes all or nothing; false if a condition no longer holds. */
  private boolean commit(List<TransactWriteItem> writes) {
    try {
      dynamoDb.transactWriteItems(request -> request.transactItems(writes));
      return true;
    } catch (TransactionCanceledException lost) {
      boolean conditional =
          lost.cancellationReasons().stream()
              .anyMatch(
                  reason ->
                      "ConditionalCheckFailed".equals(reason.code())
                          || "TransactionConflict".equals(reason.code()));
      if (conditional) {
        return false;
      }
      throw lost;
    }
  }
}
