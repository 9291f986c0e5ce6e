package dev.ren.client.protocol;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An epoch that this client made and has not sent yet.
 *
 * @param wraps the secret for each member, 113 bytes each
 */
public record NewEpoch(SignedEpoch epoch, EpochSecret secret, Map<UserId, ByteString> wraps) {
  /** Epoch 0 of a 1:1: both are admins, {@code prev} and {@code seen} are zero. */
  public static NewEpoch first(
      RandomSource random, InstantSource clock, AccountKeys maker, Identity companion) {
    Identity self = maker.identity().identity();
    ChatId chat = ChatId.direct(self.user(), companion.user());
    ByteString zeros = ByteString.zeros(32);
    EpochSecret secret = EpochSecret.create(random);
    List<Identity> people = sorted(List.of(self, companion));
    EpochRecord epoch =
        new EpochRecord(
            chat,
            0,
            zeros,
            clock.millis(),
            0,
            0,
            zeros,
            secret.commitment(chat, 0),
            self.user(),
            people.stream()
                .map(p -> new Member(p.user(), p.fingerprint(), Member.Role.ADMIN))
                .toList());
    return make(random, maker, epoch, secret, people);
  }

  /**
   * The epoch after {@code before}, with the same members under the identities given.
   *
   * @param seen the newest verified log entry
   */
  public static NewEpoch next(
      RandomSource random,
      InstantSource clock,
      AccountKeys maker,
      EpochRecord before,
      List<Identity> people,
      SeenPointer seen) {
    EpochSecret secret = EpochSecret.create(random);
    List<Identity> sorted = sorted(people);
    EpochRecord epoch =
        new EpochRecord(
            before.chat(),
            before.number() + 1,
            before.hash(),
            clock.millis(),
            before.ttlSeconds(),
            seen.number(),
            seen.hash(),
            secret.commitment(before.chat(), before.number() + 1),
            maker.user(),
            sorted.stream().map(p -> memberLike(before, p)).toList());
    return make(random, maker, epoch, secret, sorted);
  }

  /**
   * Signs a record and wraps its secret; tests make forbidden epochs with it.
   *
   * @param people the identities of the record's members
   */
  public static NewEpoch make(
      RandomSource random,
      AccountKeys maker,
      EpochRecord epoch,
      EpochSecret secret,
      List<Identity> people) {
    ByteString hash = epoch.hash();
    Map<UserId, ByteString> wraps =
        people.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Identity::user, person -> secret.wrap(random, hash, person)));
    ByteString signature = Ecdsa.sign(maker.signing(), epoch.encode());
    return new NewEpoch(new SignedEpoch(epoch, signature), secret, wraps);
  }

  private static Member memberLike(EpochRecord before, Identity person) {
    Member.Role role = before.member(person.user()).map(Member::role).orElse(Member.Role.MEMBER);
    return new Member(person.user(), person.fingerprint(), role);
  }

  private static List<Identity> sorted(List<Identity> people) {
    return people.stream().sorted(Comparator.comparing(Identity::user)).toList();
  }
}
