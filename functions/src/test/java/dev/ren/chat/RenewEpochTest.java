package dev.ren.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.account.PeopleStore;
import dev.ren.account.TestPeople;
import dev.ren.account.TestPeople.Person;
import dev.ren.chat.TestEpoch.Line;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.realtime.RecordingNotifier;
import dev.ren.realtime.TestSockets;
import dev.ren.testkit.DynamoDbLocal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class RenewEpochTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long NOW = 1_795_123_456_789L;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

  private final TestStores stores = TestStores.on(dynamoDb, dynamoDb.client());
  private final RecordingNotifier notifier = new RecordingNotifier();
  private final RenewEpoch renewEpoch = onClient(dynamoDb.client());
  private final TestPeople people = new TestPeople(dynamoDb);
  private final Person eve = people.register();
  private final List<Person> three = people.register(3);
  private final Person ann = three.get(0);
  private final Person bob = three.get(1);
  private final Person cem = three.get(2);
  private final TestEpoch first = created(TestEpoch.direct(ann, bob));

  private RenewEpoch onClient(DynamoDbClient client) {
    return new RenewEpoch(
        new EpochRules(new PeopleStore(client, dynamoDb.table("AccountsTable")), Groups.ALLOWED),
        new EpochWriter(
            TestStores.on(dynamoDb, client).all(), notifier, CLOCK, new SecureRandom()));
  }

  private TestEpoch created(TestEpoch epoch) {
    new CreateChat(
            new EpochRules(
                new PeopleStore(dynamoDb.client(), dynamoDb.table("AccountsTable")),
                Groups.ALLOWED),
            new EpochWriter(stores.all(), new RecordingNotifier(), CLOCK, new SecureRandom()))
        .create(epoch.maker().user(), epoch.proposal());
    return epoch;
  }

  private TestEpoch createdGroup() {
    ChatId.Group chat = new ChatId.Group("g." + TestStores.someone().value());
    return created(TestEpoch.group(chat, ann, List.of(ann, bob)));
  }

  @Test
  void the_next_epoch_takes_the_next_number_and_members_are_told() {
    TestSockets.open(stores.presences(), bob.user(), "bob-" + bob.user(), NOW + 1);

    LogEntry.Epoch renewed = renew(first.next(ann));

    assertEquals(1, renewed.number());
    assertEquals(1, renewed.epoch());
    ChatHead head = stores.heads().find(first.chat()).orElseThrow();
    assertEquals(1, head.epoch());
    assertEquals(1, head.epochEntry());
    assertArrayEquals(
        TestEpoch.wrap(bob.user()),
        EpochWithWrap.of(List.of(renewed), bob.user(), stores.wraps())
            .getFirst()
            .wrap()
            .orElseThrow());
    assertEquals("new_epoch", notifier.at("bob-" + bob.user()).getFirst().string("type"));
  }

  @Test
  void a_repeat_of_the_same_bytes_is_the_same_epoch() {
    EpochProposal proposal = first.next(ann).proposal();

    LogEntry.Epoch renewed = renewEpoch.renew(ann.user(), proposal);
    LogEntry.Epoch repeat = renewEpoch.renew(ann.user(), proposal);

    assertEquals(renewed.number(), repeat.number());
    assertEquals(2, stores.log().after(first.chat(), -1, 50).entries().size());
  }

  @Test
  void of_two_at_the_same_moment_one_comes_first_and_the_other_is_stale() throws Exception {
    List<Callable<Boolean>> renewals = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Person maker = i % 2 == 0 ? ann : bob;
      EpochProposal proposal = first.next(maker).proposal();
      renewals.add(() -> isFirst(maker, proposal));
    }
    int firsts = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> result : threads.invokeAll(renewals)) {
        firsts += result.get() ? 1 : 0;
      }
    }

    assertEquals(1, firsts);
    assertEquals(2, stores.log().after(first.chat(), -1, 50).entries().size());
  }

  private boolean isFirst(Person maker, EpochProposal proposal) {
    try {
      renewEpoch.renew(maker.user(), proposal);
      return true;
    } catch (Problem problem) {
      assertEquals(ErrorCode.STALE_EPOCH, problem.code());
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void killed_after_any_call_a_repeat_of_the_same_bytes_is_the_one_epoch(int calls) {
    EpochProposal proposal = first.next(ann).proposal();
    RenewEpoch dying = onClient(DyingClient.after(dynamoDb.client(), calls));
    assertThrows(DyingClient.Killed.class, () -> dying.renew(ann.user(), proposal));

    LogEntry.Epoch repeat = renewEpoch.renew(ann.user(), proposal);

    assertEquals(2, stores.log().after(first.chat(), -1, 50).entries().size());
    assertEquals(1, stores.heads().find(first.chat()).orElseThrow().epoch());
    assertTrue(
        EpochWithWrap.of(List.of(repeat), bob.user(), stores.wraps())
            .getFirst()
            .wrap()
            .isPresent());
  }

  @Test
  void a_head_that_lags_is_no_way_to_a_second_epoch_one() {
    TestEpoch second = first.next(bob);
    stores.log().append(entry(second, 1));

    assertEquals(ErrorCode.STALE_EPOCH, refusal(first.next(ann)));
    assertEquals(2, renew(second.next(ann)).number());
  }

  static Stream<Arguments> falsified() {
    return Stream.of(
        bad("a number left out", epoch -> epoch.withNumber(2)),
        bad("another past", epoch -> epoch.withPrevious(new byte[32])),
        bad("something not there seen", epoch -> epoch.withSeen(1)),
        bad("a role taken", epoch -> epoch.with(epoch.maker().user(), l -> role(l, 0))),
        bad(
            "a fingerprint of nobody",
            epoch -> epoch.with(epoch.maker().user(), RenewEpochTest::swapped)),
        bad(
            "a third member",
            epoch -> epoch.plus(Line.admin(new TestPeople(dynamoDb).register()))));
  }

  private static Arguments bad(String what, UnaryOperator<TestEpoch> change) {
    return Arguments.of(what, change);
  }

  private static Line role(Line line, int role) {
    return new Line(line.user(), line.fingerprint(), role);
  }

  private static Line swapped(Line line) {
    return new Line(line.user(), new byte[32], line.role());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("falsified")
  void an_epoch_that_clients_would_refuse_stays_out_of_the_log(
      String what, UnaryOperator<TestEpoch> change) {
    assertEquals(ErrorCode.EPOCH_REFUSED, refusal(change.apply(first.next(ann))), what);
    assertEquals(1, stores.log().after(first.chat(), -1, 50).entries().size());
  }

  @Test
  void new_keys_come_into_a_chat_by_its_next_epoch() {
    people.renewKeys(bob);
    TestEpoch next =
        first.next(ann).with(bob.user(), line -> new Line(bob.user(), bob.fingerprint(), 1));

    assertEquals(1, renew(next).epoch());
  }

  @Test
  void a_maker_whose_keys_have_changed_signs_with_the_new_ones() {
    people.renewKeys(ann);

    assertEquals(ErrorCode.EPOCH_REFUSED, refusal(first.next(ann)));
    TestEpoch next =
        first.next(ann).with(ann.user(), line -> new Line(ann.user(), ann.fingerprint(), 1));
    assertEquals(1, renew(next).epoch());
  }

  @Test
  void an_admin_adds_and_removes_and_a_member_does_not() {
    TestEpoch group = createdGroup();
    assertEquals(ErrorCode.EPOCH_REFUSED, refusal(group.next(bob).plus(Line.member(cem))));

    TestEpoch withCem = group.next(ann).plus(Line.member(cem));
    renew(withCem);
    assertTrue(stores.members().mark(cem.user(), group.chat()).isPresent());

    TestEpoch renewedByMember = withCem.next(cem);
    renew(renewedByMember);

    TestEpoch withoutBob = renewedByMember.next(ann).without(bob.user());
    renew(withoutBob);
    assertTrue(stores.members().mark(bob.user(), group.chat()).isEmpty());
    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(withoutBob.next(bob)));
  }

  @Test
  void strangers_renew_nothing() {
    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(first.next(eve)));
  }

  private static LogEntry.Epoch entry(TestEpoch epoch, long number) {
    EpochProposal proposal = epoch.proposal();
    return new LogEntry.Epoch(
        epoch.chat(),
        number,
        epoch.number(),
        NOW,
        proposal.bytes(),
        proposal.signature(),
        "attempt");
  }

  private LogEntry.Epoch renew(TestEpoch epoch) {
    return renewEpoch.renew(epoch.maker().user(), epoch.proposal());
  }

  private ErrorCode refusal(TestEpoch epoch) {
    EpochProposal proposal = epoch.proposal();
    return assertThrows(Problem.class, () -> renewEpoch.renew(epoch.maker().user(), proposal))
        .code();
  }
}
