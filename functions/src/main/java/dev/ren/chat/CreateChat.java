package dev.ren.chat;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.realtime.ConnectionNotifier;
import dev.ren.realtime.Notifier;
import java.security.SecureRandom;
import java.time.Clock;
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
  private static final int ATTEMPT = 12;

  private final ChatStores stores;
  private final EpochRules rules;
  private final EpochNews news;
  private final Clock clock;
  private final SecureRandom random;

  CreateChat(
      ChatStores stores, EpochRules rules, Notifier notifier, Clock clock, SecureRandom random) {
    this.stores = stores;
    this.rules = rules;
    this.news = new EpochNews(stores.presences(), notifier, clock);
    this.clock = clock;
    this.random = random;
  }

  static CreateChat of(Platform platform) {
    return new CreateChat(
        ChatStores.of(platform),
        EpochRules.of(platform),
        ConnectionNotifier.of(platform),
        platform.clock(),
        platform.random());
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
    LogEntry.Epoch epoch = entry(proposal);
    stores.wraps().put(epoch.chat(), 0, epoch.attempt(), proposal.wraps());
    proposal.record().users().forEach(user -> stores.members().add(user, epoch.chat()));
    Optional<LogEntry> winner = stores.log().append(epoch);
    if (winner.isPresent()) {
      return adopt(caller, epochOf(winner.get()));
    }
    stores.heads().create(epoch);
    news.tell(proposal.record().users(), epoch);
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
      news.tell(members, epoch);
    }
    return new Created(false, withWrap(epoch, caller));
  }

  private LogEntry.Epoch entry(EpochProposal proposal) {
    return new LogEntry.Epoch(
        proposal.record().chat(),
        0,
        0,
        clock.millis(),
        proposal.bytes(),
        proposal.signature(),
        Bytes64.encode(Crypto.random(random, ATTEMPT)));
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
