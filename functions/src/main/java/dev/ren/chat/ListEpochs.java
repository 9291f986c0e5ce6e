package dev.ren.chat;

import dev.ren.platform.ChatId;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads a chat's epochs with the reader's wraps: 3 calls for a 1:1 whose index is up to date. */
final class ListEpochs {
  private static final int MOST = 50;

  private final ChatStores stores;
  private final Rosters rosters;

  ListEpochs(ChatStores stores, Rosters rosters) {
    this.stores = stores;
    this.rosters = rosters;
  }

  static ListEpochs of(Platform platform) {
    ChatStores stores = ChatStores.of(platform);
    return new ListEpochs(stores, new Rosters(stores.log()));
  }

  /**
   * Epochs in the order of their numbers, none left out between two.
   *
   * @param next the epoch to ask for next; empty if these are the newest
   */
  record Page(List<EpochWithWrap> epochs, OptionalLong next) {}

  /**
   * Reads at most 50 epochs.
   *
   * @throws Problem {@code chat_not_found}
   */
  Page read(UserId reader, ChatId chat, long from) {
    Rosters.requireNamed(chat, reader);
    ChatHead head = stores.heads().find(chat).orElseThrow(Rosters::notFound);
    rosters.require(head, reader);
    List<LogEntry.Epoch> epochs = unbroken(from, stores.log().epochs(chat, from, MOST).entries());
    long next = from + epochs.size();
    if (next == head.epoch() && epochs.size() < MOST) {
      // The index lags behind the log by the newest epoch, which the head names.
      if (stores.log().find(chat, head.epochEntry()).orElse(null) instanceof LogEntry.Epoch epoch) {
        epochs.add(epoch);
        next++;
      }
    }
    return new Page(
        EpochWithWrap.of(epochs, reader, stores.wraps()),
        next <= head.epoch() ? OptionalLong.of(next) : OptionalLong.empty());
  }

  private static List<LogEntry.Epoch> unbroken(long from, List<LogEntry> entries) {
    List<LogEntry.Epoch> epochs = new ArrayList<>();
    for (LogEntry entry : entries) {
      if (entry instanceof LogEntry.Epoch epoch && epoch.epoch() == from + epochs.size()) {
        epochs.add(epoch);
      }
    }
    return epochs;
  }
}
