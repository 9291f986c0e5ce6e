package dev.ren.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.UserId;
import java.util.Optional;

/**
 * How far each account had come in this store. It outlives log-outs, since a server can end a
 * session at will: an older state, without pins and verified marks, must not pass for the newest
 * then. Two numbers beside a random id are all that stays.
 */
final class RevisionMarks {
  private static final String NAME = "marks";

  private final ClientStore store;

  RevisionMarks(ClientStore store) {
    this.store = store;
  }

  /** The highest rev of the account's state that was seen; 0 for none. */
  long state(UserId user) {
    return of(user, "state");
  }

  /** Remembers a state that was opened. */
  void sawState(UserId user, long rev) {
    put(user, "state", rev, false);
  }

  /** Takes the mark of the state to one that the person decided for, though it may be lower. */
  void acceptState(UserId user, long rev) {
    put(user, "state", rev, true);
  }

  /** Remembers a credential record that the server answered for. */
  void sawCredential(UserId user, long rev) {
    put(user, "credential", rev, false);
  }

  /** Refuses a credential record older than one seen: {@link ErrorCode#STATE_ROLLBACK}. */
  void requireCredential(UserId user, long rev) {
    if (rev < of(user, "credential")) {
      throw new ProtocolException(
          ErrorCode.STATE_ROLLBACK, "an older credential record than one seen");
    }
  }

  /** Forgets all that the store holds but these marks. */
  void forgetTheRest() {
    store.exclusively(
        () -> {
          Optional<String> marks = store.read(NAME);
          store.clear();
          marks.ifPresent(text -> store.write(NAME, text));
          return true;
        });
  }

  private void put(UserId user, String what, long rev, boolean lower) {
    store.exclusively(
        () -> {
          if (lower || rev > of(user, what)) {
            ObjectNode all = all().toNode();
            all.withObject("/" + user.value()).put(what, rev);
            store.write(NAME, all.toString());
          }
          return true;
        });
  }

  private long of(UserId user, String what) {
    return all().optionalFields(user.value()).flatMap(one -> one.optionalNumber(what)).orElse(0L);
  }

  private JsonFields all() {
    return store.read(NAME).map(JsonFields::parse).orElseGet(() -> JsonFields.parse("{}"));
  }
}
