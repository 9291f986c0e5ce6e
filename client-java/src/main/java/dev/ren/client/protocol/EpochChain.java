package dev.ren.client.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verified epochs of one chat from epoch 0 on (§11). An epoch enters through {@link #append}
 * only; a refused one leaves the chain as it was.
 */
public final class EpochChain {
  private final ChatId chat;
  private final AccountKeys keys;
  private final IdentityBook book;
  private final EpochRules rules;
  private final List<VerifiedEpoch> epochs = new ArrayList<>();

  /**
   * @param keys open this user's wraps
   * @param book identities that rosters may name
   */
  public EpochChain(ChatId chat, AccountKeys keys, IdentityBook book) {
    this.chat = chat;
    this.keys = keys;
    this.book = book;
    this.rules = new EpochRules(book);
  }

  /**
   * Verifies the next epoch, or holds a known one against what came again; a wrap that was missing
   * before is opened then.
   *
   * @param entry number of its log entry
   * @param wrap the own wrap, if the server still has it
   */
  public VerifiedEpoch append(SignedEpoch signed, long entry, Optional<ByteString> wrap) {
    EpochRecord epoch = signed.record();
    if (!epoch.chat().equals(chat)) {
      throw new ProtocolException(ErrorCode.EPOCH_REFUSED, "an epoch of another chat");
    }
    if (epoch.number() > epochs.size()) {
      throw new ProtocolException(ErrorCode.GAP, "an epoch is missing");
    }
    boolean known = epoch.number() < epochs.size();
    VerifiedEpoch base = known ? requireSame(epoch, entry) : verifyNext(signed, entry);
    VerifiedEpoch opened = base.secret().isPresent() ? base : unlock(base, wrap);
    if (known) {
      epochs.set((int) epoch.number(), opened);
    } else {
      epochs.add(opened);
    }
    return opened;
  }

  /** Holds the chain against the head that the account's state remembers. */
  public void requireHead(EpochHead head) {
    if (head.number() >= epochs.size()) {
      throw new ProtocolException(ErrorCode.EPOCH_ROLLBACK, "the chain ends before its known head");
    }
    if (!epochs.get((int) head.number()).head().equals(head)) {
      throw new ProtocolException(ErrorCode.EPOCH_FORK, "another epoch than the known head");
    }
  }

  /** The newest epoch. */
  public Optional<VerifiedEpoch> newest() {
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.getLast());
  }

  /** The epoch with this number. */
  public Optional<VerifiedEpoch> find(long number) {
    return number >= 0 && number < epochs.size()
        ? Optional.of(epochs.get((int) number))
        : Optional.empty();
  }

  /** The newest epoch whose entry stands before this number of the log. */
  public Optional<VerifiedEpoch> before(long entry) {
    return epochs.reversed().stream().filter(epoch -> epoch.entry() < entry).findFirst();
  }

  /** Whether some epoch's entry has this number of the log. */
  boolean hasEntry(long number) {
    return epochs.stream().anyMatch(epoch -> epoch.entry() == number);
  }

  /** The identity that a verified roster names. */
  Identity identity(Member member) {
    return book.require(member.user(), member.fingerprint());
  }

  /** The same and the identities that its user has had since. */
  List<Identity> identitiesSince(Member member) {
    return book.since(member.user(), member.fingerprint());
  }

  /** Whose chain this is. */
  public ChatId chat() {
    return chat;
  }

  private VerifiedEpoch requireSame(EpochRecord epoch, long entry) {
    VerifiedEpoch known = epochs.get((int) epoch.number());
    if (!known.hash().equals(epoch.hash()) || known.entry() != entry) {
      throw new ProtocolException(ErrorCode.EPOCH_FORK, "another epoch with a known number");
    }
    return known;
  }

  private VerifiedEpoch verifyNext(SignedEpoch signed, long entry) {
    EpochRecord epoch = signed.record();
    if (epochs.isEmpty()) {
      rules.checkFirst(epoch);
      if (entry != 0) {
        throw new ProtocolException(ErrorCode.EPOCH_FORK, "epoch 0 is log entry 0");
      }
      rules.checkAlone(signed);
    } else {
      VerifiedEpoch before = epochs.getLast();
      if (!epoch.previous().equals(before.hash()) || entry <= before.entry()) {
        throw new ProtocolException(ErrorCode.EPOCH_FORK, "does not follow the epoch before");
      }
      if (epoch.seen() >= entry) {
        throw new ProtocolException(ErrorCode.SEEN_MISMATCH, "has seen its own future");
      }
      rules.checkAlone(signed);
      rules.checkChange(before.record(), epoch);
    }
    return new VerifiedEpoch(epoch, epoch.hash(), entry, Optional.empty());
  }

  private VerifiedEpoch unlock(VerifiedEpoch epoch, Optional<ByteString> wrap) {
    Optional<EpochSecret> secret = wrap.map(own -> EpochSecret.open(epoch.record(), keys, own));
    return new VerifiedEpoch(epoch.record(), epoch.hash(), epoch.entry(), secret);
  }
}
