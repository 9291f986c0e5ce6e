package dev.ren.client;

import dev.ren.client.api.ApiException;
import dev.ren.client.api.ChatApi;
import dev.ren.client.api.Person;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.Identity;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.NewEpoch;
import dev.ren.client.protocol.Pin;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.RecoveryKey;
import dev.ren.client.protocol.Removal;
import dev.ren.client.protocol.SafetyNumber;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.SealedMessage;
import dev.ren.client.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One account, unlocked, with its session. May be used from several threads. Made by {@link
 * RenClients}.
 */
public final class RenClient {
  private static final int RENEWALS = 4;

  private final ClientEnvironment environment;
  private final ClientStore store;
  private final Session session;
  private final StateSync state;
  private final People people;
  private final Directory directory;
  private final Outbox outbox;
  private final Map<ChatId, ChatLog> logs = new ConcurrentHashMap<>();
  private volatile Unlocked account;

  RenClient(
      ClientEnvironment environment,
      ClientStore store,
      Session session,
      Unlocked account,
      Sealed sealedState) {
    this.environment = environment;
    this.store = store;
    this.session = session;
    this.account = account;
    this.state = new StateSync(environment, store, session, account, sealedState);
    this.people = new People(environment, session, state, this::account);
    this.directory = new Directory(environment, session);
    this.outbox = new Outbox(store, account.user());
  }

  /** The account's keys and sealed blobs: for tests that act as another client would. */
  public Unlocked account() {
    return account;
  }

  /** A good access token: for calls of {@code dev.ren.client.api} that this class does not make. */
  public String accessToken() {
    return session.token();
  }

  /** The person with this login. */
  public Optional<Person> findUser(Login login) {
    Optional<Person> found = directory.find(login);
    found.ifPresent(person -> people.fetch(person.user(), Optional.of(login)));
    return found;
  }

  /** All chats, as the server lists them. */
  public List<ChatApi.ChatSummary> chats() {
    return directory.chats();
  }

  /** The 1:1 with somebody; made with epoch 0 if there is none. */
  public ChatId.Direct openChat(UserId companion) {
    people.meet(companion);
    Identity identity = people.fetch(companion, Optional.empty());
    people.fetch(account.user(), Optional.empty());
    NewEpoch epoch =
        NewEpoch.first(environment.random(), environment.clock(), account.keys(), identity);
    ChatApi api = environment.chats();
    // Who loses the race gets the chat that exists; either way the log is read and verified.
    session.run(token -> api.create(token, epoch));
    ChatId.Direct chat = ChatId.direct(account.user(), companion);
    ChatLog log = log(chat);
    log.sync();
    log.meet();
    return chat;
  }

  /** The 1:1 with the person of this login: the one known, or a new one; none without a person. */
  public Optional<ChatId.Direct> chatWith(Login login) {
    return state.state().pins().entrySet().stream()
        .filter(entry -> entry.getValue().login().equals(login))
        .map(entry -> ChatId.direct(account.user(), entry.getKey()))
        .filter(chat -> state.state().epochs().containsKey(chat))
        .findFirst()
        .or(() -> findUser(login).map(person -> openChat(person.user())));
  }

  /** The login that a user id stands for, as far as this account has verified it. */
  public Optional<Login> loginOf(UserId user) {
    return user.equals(account.user())
        ? Optional.of(account.login())
        : people.pin(user).map(Pin::login);
  }

  /**
   * Seals and sends a text; the answer is the server's acknowledgement. A chat that was read before
   * is not read again: its message then waits in the outbox when the server cannot be reached.
   */
  public ChatApi.MessageSent send(ChatId chat, String text) {
    ChatLog log = log(chat);
    log.syncIfUnread();
    if (log.namesOldKeys()) {
      renewEpoch(chat);
    }
    ByteString clientId = SealedMessage.newClientId(environment.random());
    return sender().send(log, chat, new Body.Text(text), clientId);
  }

  /** Sending and fetching of files. */
  public Attachments files() {
    return new Attachments(
        environment.random(),
        new FileTransfers(environment, session),
        new UploadDrafts(store),
        this::log,
        sender());
  }

  /** Takes an own message back: its text and files go, for everybody. */
  public void remove(ChatId chat, LogItem.Message message) {
    ByteString signature =
        Removal.sign(account.keys(), chat, message.id(), message.clientId(), message.hash());
    ChatApi api = environment.chats();
    session.run(token -> api.remove(token, chat, message.id(), signature));
  }

  /** Sends what an earlier try left in the outbox. */
  public List<ChatApi.MessageSent> flush() {
    List<ChatApi.MessageSent> sent = new ArrayList<>();
    for (Outbox.Pending pending : outbox.all()) {
      ChatLog log = log(pending.chat());
      log.syncIfUnread();
      sent.add(sender().deliver(log, pending));
    }
    return sent;
  }

  /** How many messages wait in the outbox. */
  public int unsent() {
    return outbox.all().size();
  }

  /** The newest entries of a chat in order, at least {@code count} if there are as many. */
  public List<LogItem> history(ChatId chat, int count) {
    ChatLog log = log(chat);
    log.sync();
    log.meet();
    while (log.items().size() < count && log.hasOlder()) {
      log.readOlder();
    }
    return log.items();
  }

  /** Moves the read mark. */
  public void markRead(ChatId chat, long id) {
    ChatApi api = environment.chats();
    session.run(token -> api.markRead(token, chat, id));
  }

  /** Follows all chats until closed; entries from after the last report on are reported. */
  public Watch watch(WatchListener listener) {
    return new Watch(environment, session, this, new Cursors(store), listener).start();
  }

  /**
   * Begins the next epoch of a chat with the members' newest keys; if somebody else begins one at
   * the same time, the one after that.
   */
  public void renewEpoch(ChatId chat) {
    ChatLog log = log(chat);
    log.sync();
    for (int tries = 1; ; tries++) {
      try {
        log.renew(environment);
        return;
      } catch (ApiException e) {
        boolean again = e.is("stale_epoch") || e.is("sync_first");
        if (!again || tries == RENEWALS) {
          throw e;
        }
        log.sync();
      }
    }
  }

  /** Changes the password; every other session ends, the recovery key stays valid. */
  public void changePassword(String current, String changed) {
    CredentialChanges changes = new CredentialChanges(environment, session);
    become(changes.changePassword(account, current, changed));
  }

  /**
   * Makes new account keys, vault key and recovery key after a theft, and begins a new epoch in
   * every chat; all other sessions end.
   */
  public RecoveryKey rotateKeys(String currentPassword) {
    state.read();
    CredentialChanges changes = new CredentialChanges(environment, session);
    CredentialChanges.Rotated rotated =
        changes.rotateKeys(account, currentPassword, state.state(), state.rev() + 1);
    become(rotated.account());
    state.moved(account, state.rev() + 1);
    logs.clear();
    renewAll();
    return rotated.recoveryKey();
  }

  /** From the change on only the new recovery key counts: no fault behind it may keep it back. */
  private void renewAll() {
    List<ChatApi.ChatSummary> all;
    try {
      all = chats();
    } catch (ApiException | ProtocolException later) {
      return;
    }
    all.forEach(chat -> renewIfPossible(chat.chat()));
  }

  /**
   * One chat that cannot be renewed, which any companion can bring about, keeps neither the others
   * from it nor the new recovery key from the person; sending there renews it first.
   */
  private void renewIfPossible(ChatId chat) {
    try {
      renewEpoch(chat);
    } catch (ApiException | ProtocolException left) {
      logs.remove(chat);
    }
  }

  /** Twelve groups of digits to compare with the companion. */
  public List<String> safetyNumber(ChatId chat) {
    ChatLog log = log(chat);
    log.sync();
    log.meet();
    return SafetyNumber.of(log.epoch().record());
  }

  /** Remembers that the person compared the safety number with this user. */
  public void markVerified(UserId user) {
    people.decide(user, Pin::withVerified);
  }

  /** The person decides: the known key of this user holds, the one that was blocked does not. */
  public void keepKnownKey(UserId user) {
    people.decide(user, Pin::keep);
  }

  /** What this account relies on for a user. */
  public Optional<Pin> pin(UserId user) {
    return people.pin(user);
  }

  /** Ends the session, or all of the account's, and forgets what the store holds. */
  public void logout(boolean everywhere) {
    session.logout(everywhere);
  }

  ChatLog log(ChatId chat) {
    return logs.computeIfAbsent(
        chat, id -> new ChatLog(id, environment, session, people, state, account.keys()));
  }

  private void become(Unlocked changed) {
    account = changed;
    account.keepIn(store);
  }

  private Sender sender() {
    return new Sender(environment, session, people, outbox, account.keys());
  }
}
