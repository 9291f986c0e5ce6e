package dev.ren.chat;

import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Begins a chat's next epoch: wraps first, then one conditional put of the log entry, at the first
 * free number behind the head. Every entry on the way is looked at, so of two epochs with one
 * number only one gets in.
 */
final class RenewEpoch {
  private static final int MOST_RACES = 60;
  private static final int PAGE = 100;

  private final ChatStores stores;
  private final EpochRules rules;
  private final EpochWriter writer;

  RenewEpoch(EpochRules rules, EpochWriter writer) {
    this.stores = writer.stores();
    this.rules = rules;
    this.writer = writer;
  }

  static RenewEpoch of(Platform platform) {
    return new RenewEpoch(EpochRules.of(platform), EpochWriter.of(platform));
  }

  /** The end of the log: the next free number, and the newest epoch before it. */
  private record Tail(long next, LogEntry.Epoch newest) {
    Tail behind(LogEntry entry) {
      return new Tail(entry.number() + 1, entry instanceof LogEntry.Epoch epoch ? epoch : newest);
    }
  }

  /**
   * Renews.
   *
   * @return the epoch as it stands in the log, also where an earlier attempt had put it there
   * @throws Problem {@code chat_not_found}, {@code epoch_refused}, {@code stale_epoch}
   */
  LogEntry.Epoch renew(UserId caller, EpochProposal proposal) {
    ChatId chat = proposal.record().chat();
    Rosters.requireNamed(chat, caller);
    ChatHead head = stores.heads().find(chat).orElseThrow(Rosters::notFound);
    Tail tail = tailOf(head);
    EpochRecord before = EpochRecord.parse(tail.newest().record());
    if (!before.has(caller)) {
      throw Rosters.notFound();
    }
    if (proposal.isIn(tail.newest())) {
      return finish(tail.newest(), before, proposal);
    }
    if (proposal.record().number() <= before.number()) {
      throw stale();
    }
    rules.requireNext(proposal, caller, tail.newest());
    List<UserId> joining =
        proposal.record().users().stream().filter(user -> !before.has(user)).toList();
    String attempt = writer.prepare(proposal, joining);
    return finish(append(tail, proposal, attempt), before, proposal);
  }

  private Tail tailOf(ChatHead head) {
    Optional<LogEntry> newest = stores.log().find(head.chat(), head.epochEntry());
    if (!(newest.orElse(null) instanceof LogEntry.Epoch epoch)) {
      throw new IllegalStateException("a head names an epoch entry that is none");
    }
    return toEnd(new Tail(head.number() + 1, epoch));
  }

  private Tail toEnd(Tail from) {
    Tail tail = from;
    LogStore.Page page;
    do {
      page = stores.log().after(tail.newest().chat(), tail.next() - 1, PAGE);
      for (LogEntry entry : page.entries()) {
        tail = tail.behind(entry);
      }
    } while (page.more());
    return tail;
  }

  private LogEntry.Epoch append(Tail from, EpochProposal proposal, String attempt) {
    Tail tail = from;
    for (int race = 0; race < MOST_RACES; race++) {
      if (proposal.record().seen() >= tail.next()) {
        throw EpochProposal.refused("seen names an entry that is not there");
      }
      LogEntry.Epoch entry = writer.entry(proposal, tail.next(), attempt);
      Optional<LogEntry> taken = stores.log().append(entry);
      if (taken.isEmpty()) {
        return entry;
      }
      tail = toEnd(tail.behind(taken.get()));
      if (proposal.isIn(tail.newest())) {
        return tail.newest();
      }
      if (tail.newest().epoch() >= entry.epoch()) {
        throw stale();
      }
    }
    throw Problem.unavailable(new IllegalStateException("lost too many races for a number"));
  }

  /** For a repeat too: the first attempt may have ended between the log and here. */
  private LogEntry.Epoch finish(LogEntry.Epoch epoch, EpochRecord before, EpochProposal proposal) {
    stores.heads().advance(epoch);
    List<UserId> members = proposal.record().users();
    before.users().stream()
        .filter(user -> !members.contains(user))
        .forEach(user -> stores.members().remove(user, epoch.chat()));
    writer.tell(members, epoch);
    return epoch;
  }

  private static Problem stale() {
    return Problem.of(ErrorCode.STALE_EPOCH, "another epoch came first");
  }
}
