package dev.ren.chat;

import dev.ren.account.PeopleStore;
import dev.ren.account.Profile;
import dev.ren.platform.ChatId;
import dev.ren.platform.Crypto;
import dev.ren.platform.P256;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Who may begin which epoch (PROTOCOL.md §11), as far as a server can tell. Clients check all of it
 * again and more; this keeps what they would refuse out of the log, where it would stay.
 */
final class EpochRules {
  private final PeopleStore people;
  private final Groups groups;

  EpochRules(PeopleStore people, Groups groups) {
    this.people = people;
    this.groups = groups;
  }

  static EpochRules of(Platform platform) {
    return new EpochRules(PeopleStore.of(platform), Groups.of(platform));
  }

  /**
   * Checks epoch 0: 4 read units at most for a 1:1.
   *
   * @throws Problem {@code epoch_refused}
   */
  void requireFirst(EpochProposal proposal, UserId caller) {
    EpochRecord record = proposal.record();
    require(record.number() == 0, "a chat begins with epoch 0");
    require(isZero(record.previous()), "epoch 0 follows nothing");
    require(record.seen() == 0 && isZero(record.seenHash()), "nothing was seen before epoch 0");
    EpochRecord.Member maker = requireMaker(record, caller);
    require(maker.admin(), "who makes a chat is its admin");
    requireRoster(record);
    requireCurrent(record.members());
    requireSignature(proposal, caller);
  }

  /**
   * Checks that an epoch may follow the newest one.
   *
   * @throws Problem {@code epoch_refused}
   */
  void requireNext(EpochProposal proposal, UserId caller, LogEntry.Epoch newest) {
    EpochRecord record = proposal.record();
    EpochRecord before = EpochRecord.parse(newest.record());
    require(record.number() == before.number() + 1, "not the number after the newest epoch's");
    require(
        Arrays.equals(record.previous(), Crypto.sha256(newest.record())),
        "does not continue the newest epoch");
    requireMaker(record, caller);
    EpochRecord.Member formerly =
        before
            .member(caller)
            .orElseThrow(() -> EpochProposal.refused("the maker is no member of the newest epoch"));
    if (!formerly.admin()) {
      require(sameRoles(before, record), "only an admin changes members or roles");
    }
    requireRoster(record);
    requireCurrent(changed(before, record, caller));
    requireSignature(proposal, caller);
  }

  private static EpochRecord.Member requireMaker(EpochRecord record, UserId caller) {
    require(record.maker().equals(caller), "the maker is not who calls");
    return record.member(caller).orElseThrow(() -> EpochProposal.refused("the maker is no member"));
  }

  private void requireRoster(EpochRecord record) {
    switch (record.chat()) {
      case ChatId.Direct direct -> {
        require(record.users().equals(direct.members()), "a 1:1 has the two whom its id names");
        require(record.members().stream().allMatch(EpochRecord.Member::admin), "both are admins");
      }
      case ChatId.Group _ -> require(groups == Groups.ALLOWED, "groups are not open yet");
    }
  }

  private static boolean sameRoles(EpochRecord before, EpochRecord after) {
    return before.users().equals(after.users())
        && before.members().stream()
            .map(EpochRecord.Member::admin)
            .toList()
            .equals(after.members().stream().map(EpochRecord.Member::admin).toList());
  }

  /**
   * Who is new or has another fingerprint, and the maker, whose signature is about to be checked.
   */
  private static List<EpochRecord.Member> changed(
      EpochRecord before, EpochRecord after, UserId maker) {
    return after.members().stream()
        .filter(
            member ->
                member.user().equals(maker)
                    || before
                        .member(member.user())
                        .filter(old -> Arrays.equals(old.fingerprint(), member.fingerprint()))
                        .isEmpty())
        .toList();
  }

  private void requireCurrent(List<EpochRecord.Member> members) {
    Map<UserId, Profile> profiles =
        people.profiles(members.stream().map(EpochRecord.Member::user).toList());
    for (EpochRecord.Member member : members) {
      Profile profile = profiles.get(member.user());
      require(profile != null, "a member who does not exist");
      require(
          profile != null && Arrays.equals(profile.fingerprint(), member.fingerprint()),
          "a fingerprint is not the account's");
    }
  }

  private void requireSignature(EpochProposal proposal, UserId maker) {
    byte[] key =
        people.signingKey(maker).orElseThrow(() -> EpochProposal.refused("an unknown maker"));
    require(P256.verify(key, proposal.bytes(), proposal.signature()), "the signature");
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw EpochProposal.refused(what);
    }
  }
}
