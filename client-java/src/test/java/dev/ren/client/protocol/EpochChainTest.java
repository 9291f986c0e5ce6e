package dev.ren.client.protocol;

import static dev.ren.client.protocol.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EpochChainTest {
  private final Conversation talk = new Conversation();
  private final AccountKeys eve =
      AccountKeys.create(talk.random, new UserId("e".repeat(26)), new Login("eve"));

  @Test
  void a_renewed_epoch_continues_the_chain_and_opens_for_both() {
    talk.add(talk.renewal(talk.bob));
    VerifiedEpoch forAnn = talk.chainOf(talk.ann).newest().orElseThrow();
    VerifiedEpoch forBob = talk.chainOf(talk.bob).newest().orElseThrow();
    assertEquals(1, forAnn.record().number());
    assertTrue(forAnn.secret().isPresent());
    assertEquals(forAnn.secret(), forBob.secret());
  }

  @Test
  void rotated_keys_continue_and_the_old_ones_do_not_come_back() {
    AccountKeys newBob = talk.bob.rotate(talk.random);
    talk.accept(newBob);
    NewEpoch moved = renewalFor(talk.ann, newBob);
    talk.add(moved);
    assertTrue(talk.chainOf(newBob).newest().orElseThrow().secret().isPresent());
    assertRefusedNext(ErrorCode.IDENTITY_CHANGED, renewalFor(talk.ann, talk.bob));
  }

  @Test
  void the_new_key_may_make_the_epoch_that_brings_it() {
    AccountKeys newBob = talk.bob.rotate(talk.random);
    talk.accept(newBob);
    talk.add(
        NewEpoch.next(
            talk.random,
            talk.clock,
            newBob,
            talk.epochs.getLast().epoch().record(),
            List.of(Conversation.identity(talk.ann), Conversation.identity(newBob)),
            talk.seenBy(talk.bob)));
    assertEquals(
        newBob.fingerprint(),
        talk.chainOf(talk.ann)
            .newest()
            .orElseThrow()
            .record()
            .member(newBob.user())
            .orElseThrow()
            .fingerprint());
  }

  @Test
  void a_key_that_is_not_accepted_is_refused() {
    AccountKeys forged = AccountKeys.create(talk.random, talk.bob.user(), new Login("bob"));
    assertRefusedNext(ErrorCode.IDENTITY_CHANGED, renewalFor(talk.ann, forged));
  }

  @Test
  void a_silent_third_member_of_a_direct_chat_is_refused() {
    talk.accept(eve);
    NewEpoch next = talk.renewal(talk.ann);
    Member third = new Member(eve.user(), eve.fingerprint(), Member.Role.MEMBER);
    List<Member> members = new ArrayList<>(next.epoch().record().members());
    members.add(third);
    assertRefusedNext(ErrorCode.EPOCH_REFUSED, signed(talk.ann, withMembers(next, members)));
  }

  @Test
  void an_epoch_by_an_outsider_is_refused() {
    talk.accept(eve);
    NewEpoch next = talk.renewal(talk.ann);
    assertRefusedNext(
        ErrorCode.EPOCH_REFUSED,
        signed(eve, change(next, r -> copy(r, r.number(), r.previous(), r.members(), eve.user()))));
  }

  @Test
  void an_epoch_signed_by_another_than_its_maker_has_a_bad_signature() {
    NewEpoch next = talk.renewal(talk.ann);
    assertRefusedNext(ErrorCode.BAD_SIGNATURE, signed(talk.bob, next));
  }

  @Test
  void an_epoch_that_does_not_follow_is_a_fork_and_one_that_skips_a_gap() {
    NewEpoch next = talk.renewal(talk.ann);
    assertRefusedNext(
        ErrorCode.EPOCH_FORK,
        signed(
            talk.ann, change(next, r -> copy(r, 1, ByteString.zeros(32), r.members(), r.maker()))));
    assertRefusedNext(
        ErrorCode.GAP,
        signed(talk.ann, change(next, r -> copy(r, 2, r.previous(), r.members(), r.maker()))));
    NewEpoch other = talk.renewal(talk.bob);
    talk.add(next);
    EpochChain chain = talk.chainOf(talk.bob);
    assertRefused(ErrorCode.EPOCH_FORK, () -> chain.append(other.epoch(), 1, Optional.empty()));
  }

  @Test
  void an_epoch_of_another_chat_is_refused() {
    NewEpoch foreign =
        NewEpoch.first(talk.random, talk.clock, talk.ann, Conversation.identity(eve));
    EpochChain chain = new EpochChain(talk.chat, talk.ann, talk.book());
    assertRefused(
        ErrorCode.EPOCH_REFUSED, () -> chain.append(foreign.epoch(), 0, Optional.empty()));
  }

  @Test
  void a_maker_who_gives_members_different_secrets_is_caught() {
    NewEpoch next = talk.renewal(talk.ann);
    ByteString other =
        EpochSecret.create(talk.random)
            .wrap(talk.random, next.epoch().record().hash(), Conversation.identity(talk.bob));
    EpochChain chain = talk.chainOf(talk.bob);
    assertRefused(
        ErrorCode.COMMITMENT_MISMATCH, () -> chain.append(next.epoch(), 1, Optional.of(other)));
    assertEquals(0, chain.newest().orElseThrow().record().number());
  }

  @Test
  void a_wrap_of_another_epoch_or_member_does_not_open() {
    NewEpoch next = talk.renewal(talk.ann);
    EpochChain chain = talk.chainOf(talk.bob);
    for (ByteString wrap :
        List.of(
            Conversation.wrapOf(talk.epochs.getFirst(), talk.bob),
            Conversation.wrapOf(next, talk.ann))) {
      assertRefused(
          ErrorCode.UNDECRYPTABLE, () -> chain.append(next.epoch(), 1, Optional.of(wrap)));
    }
  }

  @Test
  void the_head_in_the_state_exposes_rollback_and_fork() {
    talk.add(talk.renewal(talk.ann));
    EpochHead head = talk.chainOf(talk.ann).newest().orElseThrow().head();
    talk.chainOf(talk.bob).requireHead(head);
    EpochHead fork = new EpochHead(1, talk.random.take(32), head.entry());
    assertRefused(ErrorCode.EPOCH_FORK, () -> talk.chainOf(talk.bob).requireHead(fork));
    EpochHead later = new EpochHead(2, talk.random.take(32), 5);
    assertRefused(ErrorCode.EPOCH_ROLLBACK, () -> talk.chainOf(talk.bob).requireHead(later));
  }

  @Test
  void every_flipped_bit_of_a_record_is_refused() {
    NewEpoch next = talk.renewal(talk.ann);
    EpochChain chain = talk.chainOf(talk.bob);
    PrimitivesTest.eachBitFlipped(
        next.epoch().record().encode(),
        wrong -> {
          ProtocolException refusal =
              assertThrows(
                  ProtocolException.class,
                  () ->
                      chain.append(
                          SignedEpoch.decode(wrong, next.epoch().signature()),
                          1,
                          Optional.empty()));
          assertTrue(refusal.code() != ErrorCode.UNDECRYPTABLE);
        });
    assertEquals(0, chain.newest().orElseThrow().record().number());
  }

  private void assertRefusedNext(ErrorCode code, NewEpoch next) {
    EpochChain chain = talk.chainOf(talk.ann);
    assertRefused(code, () -> chain.append(next.epoch(), talk.log.size(), Optional.empty()));
  }

  private NewEpoch renewalFor(AccountKeys maker, AccountKeys companion) {
    return NewEpoch.next(
        talk.random,
        talk.clock,
        maker,
        talk.epochs.getLast().epoch().record(),
        List.of(Conversation.identity(maker), Conversation.identity(companion)),
        talk.seenBy(maker));
  }

  private NewEpoch signed(AccountKeys maker, NewEpoch epoch) {
    return NewEpoch.make(talk.random, maker, epoch.epoch().record(), epoch.secret(), List.of());
  }

  private static NewEpoch withMembers(NewEpoch epoch, List<Member> members) {
    return change(epoch, r -> copy(r, r.number(), r.previous(), members, r.maker()));
  }

  private static NewEpoch change(NewEpoch epoch, UnaryOperator<EpochRecord> change) {
    SignedEpoch changed =
        new SignedEpoch(change.apply(epoch.epoch().record()), epoch.epoch().signature());
    return new NewEpoch(changed, epoch.secret(), epoch.wraps());
  }

  private static EpochRecord copy(
      EpochRecord r, long number, ByteString previous, List<Member> members, UserId maker) {
    return new EpochRecord(
        r.chat(),
        number,
        previous,
        r.at(),
        r.ttlSeconds(),
        r.seen(),
        r.seenHash(),
        r.commitment(),
        maker,
        members);
  }
}
