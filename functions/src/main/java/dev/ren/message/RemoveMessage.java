package dev.ren.message;

import dev.ren.account.PeopleStore;
import dev.ren.chat.ChatHead;
import dev.ren.chat.HeadStore;
import dev.ren.chat.LogEntry;
import dev.ren.chat.LogStore;
import dev.ren.chat.Rosters;
import dev.ren.file.DeleteFiles;
import dev.ren.platform.ChatId;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.P256;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.List;

/**
 * Takes a message back: its files go first, then its ciphertext, in one write that leaves hash and
 * signature. Killed in between the message still stands, and the sender's repeat does the rest; a
 * repeat after the end finds it removed and succeeds.
 */
final class RemoveMessage {
  private final HeadStore heads;
  private final LogStore log;
  private final Rosters rosters;
  private final PeopleStore people;
  private final DeleteFiles deleteFiles;
  private final RemovalNews news;

  RemoveMessage(
      HeadStore heads,
      LogStore log,
      Rosters rosters,
      PeopleStore people,
      DeleteFiles deleteFiles,
      RemovalNews news) {
    this.heads = heads;
    this.log = log;
    this.rosters = rosters;
    this.people = people;
    this.deleteFiles = deleteFiles;
    this.news = news;
  }

  static RemoveMessage of(Platform platform) {
    LogStore log = LogStore.of(platform);
    return new RemoveMessage(
        HeadStore.of(platform),
        log,
        new Rosters(log),
        PeopleStore.of(platform),
        DeleteFiles.of(platform),
        RemovalNews.of(platform));
  }

  /**
   * Removes.
   *
   * @param signature the sender's over {@link Removal#signed}, 64 bytes
   * @throws Problem {@code chat_not_found}, {@code not_found} if the number is no message, {@code
   *     forbidden} if it is another's, {@code bad_request} if the signature is not by the sender's
   *     newest key
   */
  void remove(UserId user, ChatId chat, long number, byte[] signature) {
    Rosters.requireNamed(chat, user);
    ChatHead head = heads.find(chat).orElseThrow(Rosters::notFound);
    List<UserId> members = rosters.require(head, user);
    switch (log.find(chat, number).orElseThrow(RemoveMessage::notFound)) {
      case LogEntry.Epoch epoch -> throw notFound();
      case LogEntry.Removed removed -> requireOwn(removed.sender(), user);
      case LogEntry.Message message -> {
        requireOwn(message.sealed().sender(), user);
        byte[] hash = Removal.hash(chat, message.sealed(), epochHash(message));
        requireSigned(user, Removal.signed(message, hash), signature);
        deleteFiles.delete(user, chat, message.sealed().clientId());
        log.remove(message, hash, signature);
      }
    }
    // Of a repeat too: the first attempt may have ended before here.
    news.tell(members, chat, number);
  }

  private byte[] epochHash(LogEntry.Message message) {
    LogEntry entry = log.find(message.chat(), message.epochEntry()).orElseThrow();
    if (entry instanceof LogEntry.Epoch epoch) {
      return Crypto.sha256(epoch.record());
    }
    throw new IllegalStateException("a message names an epoch entry that is none");
  }

  private void requireSigned(UserId user, byte[] signed, byte[] signature) {
    boolean holds =
        people.signingKey(user).filter(key -> P256.verify(key, signed, signature)).isPresent();
    if (!holds) {
      throw Problem.badRequest("the signature is not yours over this message's removal");
    }
  }

  private static void requireOwn(UserId sender, UserId user) {
    if (!sender.equals(user)) {
      throw Problem.of(ErrorCode.FORBIDDEN, "only its sender takes a message back");
    }
  }

  private static Problem notFound() {
    return Problem.of(ErrorCode.NOT_FOUND, "no such message");
  }
}
