package dev.ren.client.protocol;

import java.util.Optional;

/** Who may make which epoch (§11). Each method returns if the rule holds. */
final class EpochRules {
  private static final int FEWEST_MEMBERS = 2;

  private final IdentityBook book;

  EpochRules(IdentityBook book) {
    this.book = book;
  }

  /** Checks that need no earlier epoch, the maker's signature included. */
  void checkAlone(SignedEpoch signed) {
    EpochRecord epoch = signed.record();
    if (epoch.members().size() < FEWEST_MEMBERS) {
      throw refused("fewer than two members");
    }
    if (epoch.chat() instanceof ChatId.Direct direct) {
      checkDirect(epoch, direct);
    }
    Member maker = epoch.member(epoch.maker()).orElseThrow(() -> refused("the maker is no member"));
    epoch.members().forEach(member -> book.require(member.user(), member.fingerprint()));
    Identity makerKeys = book.require(maker.user(), maker.fingerprint());
    Ecdsa.verify(makerKeys.signingKey(), epoch.encode(), signed.signature(), "epoch");
  }

  /** Checks of epoch 0. */
  void checkFirst(EpochRecord epoch) {
    ByteString zeros = ByteString.zeros(32);
    if (epoch.seen() != 0 || !epoch.seenHash().equals(zeros) || !epoch.previous().equals(zeros)) {
      throw refused("epoch 0 follows something");
    }
  }

  /** Checks of the change from one epoch to the next. */
  void checkChange(EpochRecord before, EpochRecord after) {
    Member maker =
        before.member(after.maker()).orElseThrow(() -> refused("the maker was no member before"));
    boolean admin = maker.role() == Member.Role.ADMIN;
    for (Member member : after.members()) {
      Optional<Member> old = before.member(member.user());
      boolean sameRole = old.map(Member::role).filter(member.role()::equals).isPresent();
      if (!sameRole && !admin) {
        throw refused("only an admin adds members or changes roles");
      }
      if (old.isPresent()
          && !book.continues(member.user(), old.get().fingerprint(), member.fingerprint())) {
        throw new ProtocolException(
            ErrorCode.IDENTITY_CHANGED, "an older key than in the epoch before");
      }
    }
    boolean removed = before.members().stream().anyMatch(old -> after.member(old.user()).isEmpty());
    if (removed && !admin) {
      throw refused("only an admin removes members");
    }
  }

  private static void checkDirect(EpochRecord epoch, ChatId.Direct chat) {
    boolean exactly =
        epoch.members().size() == 2
            && epoch.members().get(0).user().equals(chat.lower())
            && epoch.members().get(1).user().equals(chat.higher())
            && epoch.members().stream().allMatch(m -> m.role() == Member.Role.ADMIN);
    if (!exactly) {
      throw refused("a 1:1 has the two members that its id names, both admins");
    }
  }

  private static ProtocolException refused(String detail) {
    return new ProtocolException(ErrorCode.EPOCH_REFUSED, detail);
  }
}
