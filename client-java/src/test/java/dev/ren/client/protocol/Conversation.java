package dev.ren.client.protocol;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Two people, the log of their chat as an honest server keeps it, and readers of it. */
final class Conversation {
  final RandomSource random = RandomSource.of(new SecureRandom());
  final InstantSource clock = () -> Instant.ofEpochMilli(1_700_000_000_000L);
  final AccountKeys ann = AccountKeys.create(random, new UserId("a".repeat(26)), new Login("ann"));
  final AccountKeys bob = AccountKeys.create(random, new UserId("b".repeat(26)), new Login("bob"));
  final ChatId.Direct chat = ChatId.direct(ann.user(), bob.user());
  final List<LogEntry> log = new ArrayList<>();
  final List<NewEpoch> epochs = new ArrayList<>();
  private final Map<ByteString, Identity> identities = new HashMap<>();

  Conversation() {
    accept(ann);
    accept(bob);
    add(NewEpoch.first(random, clock, ann, identity(bob)));
  }

  static Identity identity(AccountKeys keys) {
    return keys.identity().identity();
  }

  void accept(AccountKeys keys) {
    identities.put(keys.fingerprint(), identity(keys));
  }

  IdentityBook book() {
    return user -> identities.values().stream().filter(i -> i.user().equals(user)).toList();
  }

  void add(NewEpoch epoch) {
    epochs.add(epoch);
    log.add(new LogEntry.Epoch(log.size(), epoch.epoch(), clock.millis()));
  }

  static ByteString wrapOf(NewEpoch epoch, AccountKeys member) {
    return Objects.requireNonNull(epoch.wraps().get(member.user()));
  }

  /** The chain as {@code reader} verifies it, with the wraps opened. */
  EpochChain chainOf(AccountKeys reader) {
    EpochChain chain = new EpochChain(chat, reader, book());
    int n = 0;
    for (LogEntry entry : log) {
      if (entry instanceof LogEntry.Epoch epoch) {
        ByteString wrap = wrapOf(epochs.get(n++), reader);
        chain.append(epoch.signed(), epoch.id(), Optional.of(wrap));
      }
    }
    return chain;
  }

  LogVerifier verifierOf(AccountKeys reader) {
    return new LogVerifier(chainOf(reader));
  }

  /** What an honest sender with the whole log points at. */
  SeenPointer seenBy(AccountKeys sender) {
    LogVerifier verifier = verifierOf(sender);
    verifier.read(log);
    return verifier.newestVerified().orElseThrow();
  }

  /** Seals as an honest sender would and leaves the log alone. */
  SealedMessage seal(AccountKeys sender, String text) {
    return seal(sender, text, seenBy(sender));
  }

  SealedMessage seal(AccountKeys sender, String text, SeenPointer seen) {
    VerifiedEpoch epoch = chainOf(sender).newest().orElseThrow();
    return SealedMessage.seal(random, clock, sender, epoch, seen, new Body.Text(text));
  }

  /** Sends; the entry's number is the answer. */
  long send(AccountKeys sender, String text) {
    return put(seal(sender, text));
  }

  /** Whatever a hostile server puts at the end of the log. */
  long put(SealedMessage message) {
    log.add(message(log.size(), message));
    return log.size() - 1L;
  }

  LogEntry.Message message(long id, SealedMessage message) {
    return new LogEntry.Message(id, message, clock.millis());
  }

  NewEpoch renewal(AccountKeys maker) {
    return NewEpoch.next(
        random,
        clock,
        maker,
        epochs.getLast().epoch().record(),
        List.of(identity(ann), identity(bob)),
        seenBy(maker));
  }
}
