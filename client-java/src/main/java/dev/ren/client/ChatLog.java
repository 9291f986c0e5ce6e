package dev.ren.client;

import dev.ren.client.api.ChatApi;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.EpochChain;
import dev.ren.client.protocol.EpochHead;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.Identity;
import dev.ren.client.protocol.LogEntry;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.LogVerifier;
import dev.ren.client.protocol.Member;
import dev.ren.client.protocol.NewEpoch;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.SeenPointer;
import dev.ren.client.protocol.SignedEpoch;
import dev.ren.client.protocol.VerifiedEpoch;
import java.util.List;
import java.util.Optional;

/** One chat as this client has verified it so far, and the reading of more. */
final class ChatLog {
  private final ChatId chat;
  private final ChatApi api;
  private final Session session;
  private final People people;
  private final StateSync state;
  private final AccountKeys keys;
  private final EpochChain chain;
  private final LogVerifier verifier;

  ChatLog(
      ChatId chat,
      ClientEnvironment environment,
      Session session,
      People people,
      StateSync state,
      AccountKeys keys) {
    this.chat = chat;
    this.api = environment.chats();
    this.session = session;
    this.people = people;
    this.state = state;
    this.keys = keys;
    this.chain = new EpochChain(chat, keys, people);
    this.verifier = new LogVerifier(chain);
  }

  /** Reads what is new: the newest page at first, later everything after the cursor. */
  synchronized void sync() {
    readEpochs();
    ChatApi.EntryPage page =
        verifier.cursor() < 0 ? session.call(token -> api.newest(token, chat)) : readAfter();
    take(page);
    while (verifier.cursor() < page.head()) {
      long before = verifier.cursor();
      page = readAfter();
      take(page);
      requireProgress(verifier.cursor() > before);
    }
    requireProgress(verifier.cursor() >= 0 && page.head() >= verifier.cursor());
  }

  /** Reads the newest page unless something was read before. */
  synchronized void syncIfUnread() {
    if (verifier.cursor() < 0) {
      sync();
    }
  }

  /**
   * Everything loaded after a number; what lies between is read first.
   *
   * @param cursor the last number that is not wanted; −1 for all
   */
  synchronized List<LogItem> after(long cursor) {
    syncIfUnread();
    while (verifier.floor() > cursor + 1) {
      readOlder();
    }
    return verifier.items().stream().filter(item -> item.id() > cursor).toList();
  }

  /** Reads the page before the first one that is loaded. */
  synchronized void readOlder() {
    long floor = verifier.floor();
    ChatApi.EntryPage page = session.call(token -> api.before(token, chat, floor));
    take(page);
    requireProgress(verifier.floor() < floor);
  }

  /**
   * Takes an entry that the socket brought, if it is the one after the cursor, and reads from the
   * cursor otherwise.
   */
  synchronized void accept(LogEntry entry) {
    boolean next = verifier.cursor() >= 0 && entry.id() == verifier.cursor() + 1;
    if (next && entry instanceof LogEntry.Message) {
      verifier.read(List.of(entry));
    } else if (entry.id() > verifier.cursor()) {
      sync();
    }
  }

  /** Everything loaded, in order of numbers. */
  synchronized List<LogItem> items() {
    return verifier.items();
  }

  /** The highest number read; −1 while nothing was. */
  synchronized long cursor() {
    return verifier.cursor();
  }

  /** Whether older entries exist that are not loaded. */
  synchronized boolean hasOlder() {
    return verifier.floor() > 0;
  }

  /** The newest epoch. */
  synchronized VerifiedEpoch epoch() {
    return chain
        .newest()
        .orElseThrow(
            () -> new ProtocolException(ErrorCode.EPOCH_ROLLBACK, "a chat without epochs"));
  }

  /** Whether the newest epoch was made for keys that this account has replaced since. */
  synchronized boolean namesOldKeys() {
    return epoch()
        .record()
        .member(keys.user())
        .filter(member -> member.fingerprint().equals(keys.fingerprint()))
        .isEmpty();
  }

  /** What an own message points at: the newest verified entry, at least the newest epoch's. */
  synchronized SeenPointer seen() {
    VerifiedEpoch newest = epoch();
    return verifier
        .newestVerified()
        .filter(pointer -> pointer.number() > newest.entry())
        .orElseGet(() -> new SeenPointer(newest.entry(), newest.hash()));
  }

  /** The person opened this chat or writes into it: what was verified of it goes into the state. */
  synchronized void meet() {
    epoch().record().members().forEach(member -> people.meet(member.user()));
    rememberHead();
  }

  /** Begins the next epoch with the members' newest keys. */
  synchronized void renew(ClientEnvironment environment) {
    List<Identity> members =
        epoch().record().members().stream()
            .map(member -> people.fetch(member.user(), Optional.empty()))
            .toList();
    NewEpoch next =
        NewEpoch.next(
            environment.random(), environment.clock(), keys, epoch().record(), members, seen());
    long cursor = verifier.cursor();
    session.run(token -> api.renew(token, next, cursor));
    sync();
  }

  private ChatApi.EntryPage readAfter() {
    long cursor = verifier.cursor();
    return session.call(token -> api.after(token, chat, cursor));
  }

  private void take(ChatApi.EntryPage page) {
    if (page.entries().stream().anyMatch(this::isNewEpoch)) {
      readEpochs();
    }
    verifier.read(page.entries());
  }

  private boolean isNewEpoch(LogEntry entry) {
    return entry instanceof LogEntry.Epoch epoch
        && chain.find(epoch.signed().record().number()).isEmpty();
  }

  private void readEpochs() {
    Optional<Long> from = Optional.of(chain.newest().map(e -> e.record().number() + 1).orElse(0L));
    while (from.isPresent()) {
      long first = from.get();
      ChatApi.EpochPage page = session.call(token -> api.epochs(token, chat, first));
      page.epochs().forEach(this::append);
      from = page.next().filter(next -> next > first);
    }
    Optional<EpochHead> known = Optional.ofNullable(state.state().epochs().get(chat));
    known.ifPresent(chain::requireHead);
    if (epoch().record().members().stream().allMatch(this::isNoStranger)) {
      rememberHead();
    }
  }

  private boolean isNoStranger(Member member) {
    return member.user().equals(keys.user()) || people.hasMet(member.user());
  }

  private void rememberHead() {
    EpochHead newest = epoch().head();
    state.update(
        s -> {
          EpochHead known = s.epochs().get(chat);
          boolean newer = known == null || known.number() < newest.number();
          return newer ? s.withEpoch(chat, newest) : s;
        });
  }

  private void append(ChatApi.EpochInfo info) {
    SignedEpoch signed = info.signed();
    signed.record().members().stream()
        .filter(member -> mayKnow(member.user().value()))
        .forEach(member -> people.prepare(member.user(), member.fingerprint()));
    chain.append(signed, info.entry(), info.wrap());
  }

  // A 1:1 has no third member: a stranger in its roster is refused, not asked for and pinned.
  private boolean mayKnow(String user) {
    return !(chat instanceof ChatId.Direct) || chat.value().contains(user);
  }

  private static void requireProgress(boolean made) {
    if (!made) {
      throw new ProtocolException(ErrorCode.GAP, "the server keeps entries of the log back");
    }
  }
}
