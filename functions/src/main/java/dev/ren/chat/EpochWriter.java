package dev.ren.chat;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import dev.ren.realtime.ConnectionNotifier;
import dev.ren.realtime.Notifier;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** The steps that a chat's first epoch and every later one have in common. */
final class EpochWriter {
  private static final int ATTEMPT = 12;

  private final ChatStores stores;
  private final EpochNews news;
  private final Clock clock;
  private final SecureRandom random;

  EpochWriter(ChatStores stores, Notifier notifier, Clock clock, SecureRandom random) {
    this.stores = stores;
    this.news = new EpochNews(stores.presences(), notifier);
    this.clock = clock;
    this.random = random;
  }

  static EpochWriter of(Platform platform) {
    return new EpochWriter(
        ChatStores.of(platform),
        ConnectionNotifier.of(platform),
        platform.clock(),
        platform.random());
  }

  ChatStores stores() {
    return stores;
  }

  /**
   * Writes what must be there before the log names it: the wraps, under a name of their own, and
   * the rows of who joins.
   *
   * @return the wraps' name, for {@link #entry}
   */
  String prepare(EpochProposal proposal, Collection<UserId> joining) {
    EpochRecord record = proposal.record();
    String attempt = Bytes64.encode(Crypto.random(random, ATTEMPT));
    stores.wraps().put(record.chat(), record.number(), attempt, proposal.wraps());
    joining.forEach(user -> stores.members().add(user, record.chat()));
    return attempt;
  }

  /** The entry as it would stand at this number of the log. */
  LogEntry.Epoch entry(EpochProposal proposal, long number, String attempt) {
    return new LogEntry.Epoch(
        proposal.record().chat(),
        number,
        proposal.record().number(),
        clock.millis(),
        proposal.bytes(),
        proposal.signature(),
        attempt);
  }

  /** Tells the members who are there. */
  void tell(List<UserId> members, LogEntry.Epoch epoch) {
    news.tell(members, epoch);
  }
}
