package dev.ren.client;

import dev.ren.client.api.ApiException;
import dev.ren.client.api.ChatApi;
import dev.ren.client.protocol.AccountKeys;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.SealedMessage;
import java.util.List;
import java.util.Optional;

/**
 * Sends through the outbox (§13): the same bytes until they are acknowledged; sealed again only
 * after the server said {@code stale_epoch}, which it says for bytes that it never will accept.
 */
final class Sender {
  private static final int TRIES = 8;

  private final ClientEnvironment environment;
  private final Session session;
  private final People people;
  private final Outbox outbox;
  private final AccountKeys keys;
  private final ChatApi api;
  private final Backoff backoff;

  Sender(
      ClientEnvironment environment,
      Session session,
      People people,
      Outbox outbox,
      AccountKeys keys) {
    this.environment = environment;
    this.session = session;
    this.people = people;
    this.outbox = outbox;
    this.keys = keys;
    this.api = environment.chats();
    this.backoff = new Backoff(environment.random());
  }

  /** Seals, remembers, sends; throws if it is still unsent after some tries, and remembers it. */
  ChatApi.MessageSent send(ChatLog log, ChatId chat, Body.Outgoing body, ByteString clientId) {
    requireNotBlocked(chat);
    log.meet();
    Outbox.Pending pending = seal(log, chat, body, clientId);
    outbox.add(pending);
    return deliver(log, pending);
  }

  /** Refuses a chat whose companion's key waits for a decision. */
  void requireNotBlocked(ChatId chat) {
    if (chat instanceof ChatId.Direct direct) {
      people.requireNotBlocked(direct.companionOf(keys.user()));
    }
  }

  /** Sends what waits in the outbox. */
  ChatApi.MessageSent deliver(ChatLog log, Outbox.Pending first) {
    Outbox.Pending pending = first;
    for (int failures = 1; ; failures++) {
      try {
        ChatApi.MessageSent sent = post(pending);
        outbox.remove(pending);
        return sent;
      } catch (ApiException e) {
        if (failures >= TRIES) {
          throw e;
        }
        Outbox.Pending next = afterRefusal(log, pending, e, failures);
        Optional<ChatApi.MessageSent> found = findInLog(log, next);
        if (found.isPresent()) {
          outbox.remove(next);
          return found.get();
        }
        pending = next;
      }
    }
  }

  private ChatApi.MessageSent post(Outbox.Pending pending) {
    return session.call(
        token -> api.send(token, pending.chat(), pending.message(), pending.after()));
  }

  private Outbox.Pending afterRefusal(
      ChatLog log, Outbox.Pending pending, ApiException e, int failures) {
    if (e.is("stale_epoch")) {
      log.sync();
      // Stored files belong to the client id that they were uploaded for.
      boolean bound = !Body.attachedOf(pending.body()).isEmpty();
      ByteString clientId =
          bound ? pending.clientId() : SealedMessage.newClientId(environment.random());
      Outbox.Pending again = seal(log, pending.chat(), pending.body(), clientId);
      outbox.replace(pending, again);
      return again;
    }
    if (e.is("sync_first")) {
      log.sync();
      Outbox.Pending moved = pending.after(log.cursor());
      outbox.replace(pending, moved);
      return moved;
    }
    if (!e.isTransient()) {
      outbox.remove(pending);
      throw e;
    }
    pause(e, failures);
    return pending;
  }

  private void pause(ApiException e, int failures) {
    try {
      environment.pause().await(e.retryAfter().orElseGet(() -> backoff.after(failures)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  private Outbox.Pending seal(ChatLog log, ChatId chat, Body.Outgoing body, ByteString clientId) {
    SealedMessage message =
        SealedMessage.seal(
            environment.random(),
            environment.clock(),
            keys,
            log.epoch(),
            log.seen(),
            body,
            clientId);
    return new Outbox.Pending(chat, message, Math.max(log.cursor(), 0), body);
  }

  /** The own message may be in the log although its acknowledgement was lost. */
  private Optional<ChatApi.MessageSent> findInLog(ChatLog log, Outbox.Pending pending) {
    List<LogItem> items = log.items();
    return items.stream()
        .filter(LogItem.Message.class::isInstance)
        .map(LogItem.Message.class::cast)
        .filter(item -> item.sender().equals(keys.user()))
        .filter(item -> item.clientId().equals(pending.clientId()))
        .map(
            item ->
                new ChatApi.MessageSent(
                    pending.chat(), item.clientId(), item.id(), item.createdAt()))
        .findFirst();
  }
}
