package dev.ren.client.protocol;

import static dev.ren.client.protocol.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogVerifierTest {
  private final Conversation talk = new Conversation();

  @Test
  void both_read_what_both_wrote_in_order_across_epochs() {
    talk.send(talk.ann, "hello");
    talk.send(talk.bob, "hi");
    talk.add(talk.renewal(talk.bob));
    talk.send(talk.ann, "новая эпоха");
    for (AccountKeys reader : List.of(talk.ann, talk.bob)) {
      List<LogItem> items = talk.verifierOf(reader).read(talk.log);
      assertEquals(List.of("hello", "hi", "новая эпоха"), texts(items));
      assertEquals(5, items.size());
    }
  }

  @Test
  void pages_may_come_from_either_end_and_again() {
    for (int i = 0; i < 9; i++) {
      talk.send(i % 2 == 0 ? talk.ann : talk.bob, "text " + i);
    }
    LogVerifier verifier = talk.verifierOf(talk.bob);
    verifier.read(talk.log.subList(5, 8));
    verifier.read(talk.log.subList(8, 10));
    verifier.read(talk.log.subList(2, 5));
    verifier.read(talk.log.subList(0, 4));
    assertEquals(9, texts(verifier.items()).size());
    assertEquals(9, verifier.cursor());
    assertEquals(0, verifier.floor());
  }

  @Test
  void a_page_that_leaves_entries_out_is_a_gap_and_changes_nothing() {
    for (int i = 0; i < 4; i++) {
      talk.send(talk.ann, "text " + i);
    }
    LogVerifier verifier = talk.verifierOf(talk.bob);
    verifier.read(talk.log.subList(0, 2));
    assertRefused(ErrorCode.GAP, () -> verifier.read(talk.log.subList(3, 5)));
    assertRefused(ErrorCode.GAP, () -> verifier.read(List.of(talk.log.get(2), talk.log.get(4))));
    assertEquals(1, verifier.cursor());
  }

  @Test
  void any_flipped_bit_of_a_message_is_refused() {
    SealedMessage good = talk.seal(talk.ann, "secret");
    PrimitivesTest.eachBitFlipped(
        good.ciphertext().slice(0, 24),
        wrong ->
            assertReason(
                ErrorCode.BAD_SIGNATURE,
                withCiphertext(
                    good,
                    new ByteWriter()
                        .raw(wrong)
                        .raw(good.ciphertext().slice(24, good.ciphertext().size()))
                        .done())));
    assertReason(ErrorCode.BAD_SIGNATURE, withAt(good, good.at() + 1));
  }

  @Test
  void a_message_in_anothers_name_has_a_bad_signature() {
    SealedMessage good = talk.seal(talk.ann, "secret");
    assertReason(
        ErrorCode.BAD_SIGNATURE,
        new SealedMessage(
            good.epoch(),
            talk.bob.user(),
            good.clientId(),
            good.at(),
            good.seen(),
            good.nonce(),
            good.ciphertext(),
            good.signature(),
            good.files()));
  }

  @Test
  void a_sender_outside_the_roster_is_unknown() {
    AccountKeys eve = AccountKeys.create(talk.random, new UserId("e".repeat(26)), new Login("eve"));
    talk.accept(eve);
    VerifiedEpoch epoch = talk.chainOf(talk.ann).newest().orElseThrow();
    assertReason(
        ErrorCode.UNKNOWN_SENDER,
        SealedMessage.seal(
            talk.random, talk.clock, eve, epoch, talk.seenBy(talk.ann), new Body.Text("hi")));
  }

  @Test
  void a_message_of_an_old_epoch_is_refused_after_the_new_one_began() {
    SealedMessage late = talk.seal(talk.ann, "late");
    talk.add(talk.renewal(talk.bob));
    assertReason(ErrorCode.WRONG_EPOCH, late);
  }

  @Test
  void a_message_that_comes_twice_in_the_log_is_replayed() {
    SealedMessage once = talk.seal(talk.ann, "pay me 10");
    talk.put(once);
    assertReason(ErrorCode.REPLAYED, once);
  }

  @Test
  void swapped_messages_are_noticed_by_what_their_senders_had_seen() {
    talk.send(talk.ann, "one");
    talk.send(talk.ann, "two");
    talk.send(talk.bob, "three");
    LogEntry.Message one = (LogEntry.Message) talk.log.get(1);
    LogEntry.Message two = (LogEntry.Message) talk.log.get(2);
    List<LogEntry> swapped =
        List.of(
            talk.log.get(0),
            talk.message(1, two.sealed()),
            talk.message(2, one.sealed()),
            talk.log.get(3));
    List<LogItem> items = talk.verifierOf(talk.bob).read(swapped);
    assertEquals(new LogItem.Refused(1, ErrorCode.SEEN_MISMATCH), items.get(1));
    assertEquals(new LogItem.Refused(3, ErrorCode.SEEN_MISMATCH), items.get(3));
  }

  @Test
  void a_wrong_pointer_is_refused_whatever_the_order_of_loading() {
    talk.send(talk.ann, "honest");
    SeenPointer wrong = new SeenPointer(1, talk.random.take(32));
    long liar = talk.put(talk.seal(talk.bob, "liar", wrong));

    LogVerifier upwards = talk.verifierOf(talk.ann);
    upwards.read(talk.log);
    LogVerifier downwards = talk.verifierOf(talk.ann);
    downwards.read(talk.log.subList(2, 3));
    downwards.read(talk.log.subList(0, 2));
    for (LogVerifier verifier : List.of(upwards, downwards)) {
      assertEquals(List.of("honest"), texts(verifier.items()));
      assertEquals(new LogItem.Refused(liar, ErrorCode.SEEN_MISMATCH), verifier.items().get(2));
    }
  }

  @Test
  void a_pointer_to_itself_or_the_future_is_refused() {
    assertReason(
        ErrorCode.SEEN_MISMATCH,
        talk.seal(talk.ann, "x", new SeenPointer(1, ByteString.zeros(32))));
  }

  @Test
  void a_known_entry_that_comes_again_as_another_is_rewritten_and_keeps_its_content() {
    talk.send(talk.ann, "first");
    LogVerifier verifier = talk.verifierOf(talk.bob);
    verifier.read(talk.log);
    SealedMessage other =
        talk.seal(
            talk.ann,
            "second",
            new SeenPointer(0, talk.chainOf(talk.ann).newest().orElseThrow().hash()));
    List<LogItem> again = verifier.read(List.of(talk.message(1, other)));
    assertEquals(List.of(new LogItem.Refused(1, ErrorCode.REWRITTEN)), again);
    assertEquals(List.of("first"), texts(verifier.items()));
  }

  @Test
  void a_refused_entry_may_be_made_good_when_it_comes_again() {
    SealedMessage good = talk.seal(talk.ann, "good");
    LogVerifier verifier = talk.verifierOf(talk.bob);
    verifier.read(List.of(talk.log.getFirst(), talk.message(1, withAt(good, 1))));
    assertTrue(texts(verifier.items()).isEmpty());
    verifier.read(List.of(talk.message(1, good)));
    assertEquals(List.of("good"), texts(verifier.items()));
  }

  @Test
  void without_a_wrap_nothing_opens_and_with_wrong_padding_nothing_shows() {
    EpochChain locked = new EpochChain(talk.chat, talk.bob, talk.book());
    talk.send(talk.ann, "hidden");
    List<LogItem> items = new LogVerifier(locked).read(talk.log);
    assertEquals(new LogItem.Refused(1, ErrorCode.UNDECRYPTABLE), items.get(1));

    VerifiedEpoch epoch = talk.chainOf(talk.ann).newest().orElseThrow();
    byte[] dirty = Padding.pad(Body.encode(new Body.Text("x"))).toArray();
    dirty[dirty.length - 1] = 1;
    assertReason(
        ErrorCode.MALFORMED,
        SealedMessage.sealBytes(
            talk.random, talk.clock, talk.ann, epoch, talk.seenBy(talk.ann), ByteString.of(dirty)));
  }

  @Test
  void a_message_where_the_chain_has_an_epoch_is_a_fork() {
    NewEpoch next = talk.renewal(talk.ann);
    EpochChain chain = talk.chainOf(talk.bob);
    chain.append(next.epoch(), 1, Optional.empty());
    talk.send(talk.ann, "instead");
    List<LogItem> items = new LogVerifier(chain).read(talk.log);
    assertEquals(new LogItem.Refused(1, ErrorCode.EPOCH_FORK), items.get(1));
  }

  @Test
  void times_that_differ_by_more_than_five_minutes_show_the_servers() {
    LogItem.Message near =
        new LogItem.Message(
            1,
            talk.ann.user(),
            ByteString.zeros(16),
            0,
            300_000,
            new Body.Text("x"),
            ByteString.zeros(32),
            true);
    LogItem.Message far =
        new LogItem.Message(
            1,
            talk.ann.user(),
            ByteString.zeros(16),
            0,
            300_001,
            new Body.Text("x"),
            ByteString.zeros(32),
            true);
    assertFalse(near.timesDiffer());
    assertEquals(0, near.shownAt());
    assertEquals(300_001, far.shownAt());
  }

  /** The log so far is good, and this message at its end is refused with the reason. */
  private void assertReason(ErrorCode reason, SealedMessage message) {
    LogVerifier verifier = talk.verifierOf(talk.bob);
    assertTrue(verifier.read(talk.log).stream().noneMatch(LogItem.Refused.class::isInstance));
    long id = talk.log.size();
    assertEquals(
        List.of(new LogItem.Refused(id, reason)),
        verifier.read(List.of(talk.message(id, message))));
  }

  private static SealedMessage withCiphertext(SealedMessage m, ByteString ciphertext) {
    return new SealedMessage(
        m.epoch(),
        m.sender(),
        m.clientId(),
        m.at(),
        m.seen(),
        m.nonce(),
        ciphertext,
        m.signature(),
        m.files());
  }

  private static SealedMessage withAt(SealedMessage m, long at) {
    return new SealedMessage(
        m.epoch(),
        m.sender(),
        m.clientId(),
        at,
        m.seen(),
        m.nonce(),
        m.ciphertext(),
        m.signature(),
        m.files());
  }

  private static List<String> texts(List<LogItem> items) {
    return items.stream()
        .filter(LogItem.Message.class::isInstance)
        .map(item -> ((Body.Text) ((LogItem.Message) item).body()).text())
        .toList();
  }
}
