package dev.ren.client.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The one door to plaintext: turns entries of a chat's log into items that may be shown, by the
 * checks of §11. It holds one dense window of the log, which grows at either end page by page.
 *
 * <p>A refused entry keeps its place in the window as a placeholder but teaches nothing: only
 * verified entries are remembered for {@code seen}, {@code replayed} and {@code rewritten}.
 */
public final class LogVerifier {
  private record Sent(UserId sender, ByteString clientId) {}

  private record Pointer(long from, ByteString hash) {}

  private record Opened(LogItem item, ByteString hash, Optional<SeenPointer> seen) {}

  private final EpochChain chain;
  private final Map<Long, ByteString> hashes = new HashMap<>();
  // Pointers of verified entries to numbers that are not verified yet, by the number pointed at.
  private final Map<Long, List<Pointer>> pending = new HashMap<>();
  private final Map<Sent, Long> sent = new HashMap<>();
  private final Map<Long, LogItem> items = new HashMap<>();
  // Numbers of messages that their senders verifiably took back.
  private final Set<Long> removed = new HashSet<>();
  private long low;
  private long high = -1;

  /**
   * @param chain the verified epochs; entries of kind epoch that it does not know yet are appended
   */
  public LogVerifier(EpochChain chain) {
    this.chain = chain;
  }

  /**
   * Verifies a page in order of numbers. It must be dense and touch the window: a page that leaves
   * entries out is {@link ErrorCode#GAP} as a whole and changes nothing.
   *
   * @return an item for each entry
   */
  public List<LogItem> read(List<? extends LogEntry> page) {
    requireDense(page);
    List<LogItem> result = new ArrayList<>();
    for (LogEntry entry : page) {
      result.add(readOne(entry));
    }
    return result;
  }

  /** The newest verified entry: what an own message points at. */
  public Optional<SeenPointer> newestVerified() {
    return hashes.entrySet().stream()
        .max(Map.Entry.comparingByKey())
        .map(entry -> new SeenPointer(entry.getKey(), entry.getValue()));
  }

  /**
   * The whole window in order of numbers. An item that was shown may have become a {@link
   * LogItem.Refused}: when an entry that it points at was loaded later and is another one.
   */
  public List<LogItem> items() {
    return LongStream.rangeClosed(low, high).mapToObj(items::get).toList();
  }

  /** The highest number of the window: a client reads on after it; −1 while nothing was read. */
  public long cursor() {
    return high;
  }

  /** The lowest number of the window: a client reads back before it. */
  public long floor() {
    return low;
  }

  private void requireDense(List<? extends LogEntry> page) {
    if (page.isEmpty()) {
      return;
    }
    long first = page.getFirst().id();
    boolean touches = high < 0 || (first <= high + 1 && page.getLast().id() >= low - 1);
    for (int i = 0; i < page.size() && touches; i++) {
      touches = page.get(i).id() == first + i;
    }
    if (!touches) {
      throw new ProtocolException(ErrorCode.GAP, "entries of the log are missing");
    }
  }

  private LogItem readOne(LogEntry entry) {
    LogItem item = verify(entry);
    if (!hashes.containsKey(entry.id()) || !(item instanceof LogItem.Refused)) {
      items.put(entry.id(), item);
    }
    low = high < 0 ? entry.id() : Math.min(low, entry.id());
    high = Math.max(high, entry.id());
    return item;
  }

  private LogItem verify(LogEntry entry) {
    try {
      Opened opened =
          switch (entry) {
            case LogEntry.Message message -> open(message);
            case LogEntry.Epoch epoch -> open(epoch);
            case LogEntry.Removed gone -> open(gone);
          };
      hashes.put(entry.id(), opened.hash());
      opened.seen().ifPresent(seen -> remember(entry.id(), seen));
      refuseWrongPointersTo(entry.id(), opened.hash());
      return opened.item();
    } catch (ProtocolException e) {
      return new LogItem.Refused(entry.id(), e.code());
    }
  }

  private void remember(long from, SeenPointer seen) {
    if (!hashes.containsKey(seen.number())) {
      pending
          .computeIfAbsent(seen.number(), number -> new ArrayList<>())
          .add(new Pointer(from, seen.hash()));
    }
  }

  private void refuseWrongPointersTo(long number, ByteString hash) {
    List<Pointer> pointers = pending.remove(number);
    if (pointers == null) {
      return;
    }
    for (Pointer pointer : pointers) {
      if (!pointer.hash().equals(hash)) {
        hashes.remove(pointer.from());
        sent.values().remove(pointer.from());
        items.put(pointer.from(), new LogItem.Refused(pointer.from(), ErrorCode.SEEN_MISMATCH));
      }
    }
  }

  private Opened open(LogEntry.Epoch entry) {
    VerifiedEpoch epoch = chain.append(entry.signed(), entry.id(), Optional.empty());
    EpochRecord record = epoch.record();
    requireKnownHash(entry.id(), epoch.hash());
    Optional<SeenPointer> seen =
        Optional.of(new SeenPointer(record.seen(), record.seenHash()))
            .filter(pointer -> record.number() > 0);
    seen.ifPresent(pointer -> requireSeen(entry.id(), pointer));
    return new Opened(new LogItem.Epoch(entry.id(), record), epoch.hash(), seen);
  }

  private Opened open(LogEntry.Message entry) {
    SealedMessage sealed = entry.sealed();
    VerifiedEpoch epoch =
        newestBefore(entry.id())
            .filter(newest -> newest.record().number() == sealed.epoch())
            .orElseThrow(() -> refused(ErrorCode.WRONG_EPOCH, "not the newest epoch before it"));
    Member sender =
        epoch
            .record()
            .member(sealed.sender())
            .orElseThrow(() -> refused(ErrorCode.UNKNOWN_SENDER, "not in the roster"));
    MessageHeader header = sealed.header(epoch.record());
    header.verify(chain.identity(sender).signingKey(), sealed.ciphertext(), sealed.signature());
    ByteString hash = header.hash(sealed.ciphertext());
    if (removed.contains(entry.id())) {
      throw refused(ErrorCode.REWRITTEN, "its sender took it back");
    }
    requireKnownHash(entry.id(), hash);
    requireSeen(entry.id(), sealed.seen());
    Sent use = new Sent(sealed.sender(), sealed.clientId());
    Optional<Long> copy = otherUse(use, entry.id());
    Body body = header.open(secretOf(epoch), sealed.ciphertext());
    claim(use, entry.id(), copy);
    return new Opened(item(entry, body, hash), hash, Optional.of(sealed.seen()));
  }

  private static LogItem item(LogEntry.Message entry, Body body, ByteString hash) {
    SealedMessage sealed = entry.sealed();
    List<ByteString> named = Body.attachedOf(body);
    boolean attached =
        named.size() == sealed.files().size() && Set.copyOf(sealed.files()).containsAll(named);
    return new LogItem.Message(
        entry.id(),
        sealed.sender(),
        sealed.clientId(),
        sealed.at(),
        entry.createdAt(),
        body,
        hash,
        attached);
  }

  private Opened open(LogEntry.Removed entry) {
    Removal removal = entry.removal();
    Member sender =
        newestBefore(entry.id())
            .flatMap(epoch -> epoch.record().member(removal.sender()))
            .orElseThrow(
                () -> refused(ErrorCode.OMITTED, "removed by one who is not in the roster"));
    // Keys that the sender has had since count too: he cannot sign with one that he has replaced.
    removal.verify(chain.chat(), entry.id(), chain.identitiesSince(sender));
    requireKnownHash(entry.id(), removal.hash());
    Sent use = new Sent(removal.sender(), removal.clientId());
    // What he signed names a hash only, which tells nothing of whose message it was.
    if (hashes.containsKey(entry.id()) && !Long.valueOf(entry.id()).equals(sent.get(use))) {
      throw refused(ErrorCode.REWRITTEN, "removed by another than its sender");
    }
    claim(use, entry.id(), otherUse(use, entry.id()));
    removed.add(entry.id());
    return new Opened(
        new LogItem.Removed(entry.id(), removal.sender(), removal.clientId(), entry.createdAt()),
        removal.hash(),
        Optional.empty());
  }

  private Optional<VerifiedEpoch> newestBefore(long id) {
    if (chain.hasEntry(id)) {
      throw refused(ErrorCode.EPOCH_FORK, "a message where an epoch began");
    }
    return chain.before(id);
  }

  private void requireKnownHash(long id, ByteString hash) {
    ByteString known = hashes.get(id);
    if (known != null && !known.equals(hash)) {
      throw refused(ErrorCode.REWRITTEN, "another entry than the one known");
    }
  }

  private void requireSeen(long id, SeenPointer seen) {
    ByteString known = hashes.get(seen.number());
    if (seen.number() >= id || (known != null && !known.equals(seen.hash()))) {
      throw refused(ErrorCode.SEEN_MISMATCH, "points at another entry");
    }
  }

  // Of two entries with one client id the lower number holds, whichever is loaded first.
  private Optional<Long> otherUse(Sent use, long id) {
    Long other = sent.get(use);
    if (other != null && other < id) {
      throw refused(ErrorCode.REPLAYED, "its client id stands in an earlier entry");
    }
    return Optional.ofNullable(other).filter(number -> number > id);
  }

  private void claim(Sent use, long id, Optional<Long> copy) {
    copy.ifPresent(
        number -> {
          hashes.remove(number);
          items.put(number, new LogItem.Refused(number, ErrorCode.REPLAYED));
        });
    sent.put(use, id);
  }

  private static EpochSecret secretOf(VerifiedEpoch epoch) {
    return epoch
        .secret()
        .orElseThrow(() -> refused(ErrorCode.UNDECRYPTABLE, "no wrap of its epoch"));
  }

  private static ProtocolException refused(ErrorCode code, String detail) {
    return new ProtocolException(code, detail);
  }
}
