package dev.ren.chat;

import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Makes a chat by its epoch 0, or answers the one that is there.
 *
 * <p>The order, and what is true if the function ends in between: wraps (named by nothing yet); the
 * members' rows (a list of chats leaves out what has no head); log entry 0, by a condition, so that
 * of two creators one wins; the head (from now on the chat can be written to). A repeat does again
 * what was not done, and whoever lost the race finishes what the winner has not.
 */
final class CreateChat {
  private final ChatStores stores;
  private final EpochRules rules;
  private final EpochWriter writer;

  CreateChat(EpochRules rules, EpochWriter writer) {
    this.stores = writer.stores();
    this.rules = rules;
    this.writer = writer;
  }

  static CreateChat of(Platform platform) {
    return new CreateChat(EpochRules.of(platform), EpochWriter.of(platform));
  }

  /**
   * A chat.
   *
   * @param created whether this request made it
   * @param epoch its epoch 0 with the caller's wrap
   */
  record Created(boolean created, EpochWithWrap epoch) {}

  /**
   * Creates.
   *
   * @throws Problem {@code epoch_refused}; {@code chat_not_found} if there is such a chat without
   *     the caller
   */
  Created create(UserId caller, EpochProposal proposal) {
    Rosters.requireNamed(proposal.record().chat(), caller);
    Optional<LogEntry> existing = stores.log().find(proposal.record().chat(), 0);
    if (existing.isPresent()) {
      return adopt(caller, epochOf(existing.get()));
    }
    rules.requireFirst(proposal, caller);
    String attempt = writer.prepare(proposal, proposal.record().users());
    LogEntry.Epoch epoch = writer.entry(proposal, 0, attempt);
    Optional<LogEntry> winner = stores.log().append(epoch);
    if (winner.isPresent()) {
      return adopt(caller, epochOf(winner.get()));
    }
    stores.heads().create(epoch);
    writer.tell(proposal.record().users(), epoch);
    return new Created(true, withWrap(epoch, caller));
  }

  private Created adopt(UserId caller, LogEntry.Epoch epoch) {
    List<UserId> members = EpochRecord.parse(epoch.record()).users();
    if (!members.contains(caller)) {
      throw Rosters.notFound();
    }
    if (stores.heads().find(epoch.chat()).isEmpty()) {
      members.forEach(user -> stores.members().add(user, epoch.chat()));
      stores.heads().create(epoch);
      writer.tell(members, epoch);
    }
    return new Created(false, withWrap(epoch, caller));
  }

  private EpochWithWrap withWrap(LogEntry.Epoch epoch, UserId caller) {
    return EpochWithWrap.of(List.of(epoch), caller, stores.wraps()).getFirst();
  }

  private static LogEntry.Epoch epochOf(LogEntry first) {
    if (first instanceof LogEntry.Epoch epoch) {
      return epoch;
    }
    throw new IllegalStateException("a log that does not begin with an epoch");
  }
}
