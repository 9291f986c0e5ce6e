package dev.ren.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.account.PeopleStore;
import dev.ren.account.TestPeople;
import dev.ren.account.TestPeople.Person;
import dev.ren.chat.TestEpoch.Line;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.realtime.RecordingNotifier;
import dev.ren.realtime.TestSockets;
import dev.ren.testkit.CallMeter;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class CreateChatTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long NOW = 1_795_123_456_789L;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

  private final CallMeter meter = new CallMeter();
  private final TestStores stores = TestStores.on(dynamoDb, meter);
  private final RecordingNotifier notifier = new RecordingNotifier();
  private final CreateChat createChat = onClient(dynamoDb.client(meter));
  private final TestPeople people = new TestPeople(dynamoDb);
  private final Person eve = people.register();
  private final List<Person> both = people.register(2);
  private final Person ann = both.getFirst();
  private final Person bob = both.getLast();

  private CreateChat onClient(DynamoDbClient client) {
    return onClient(client, Groups.ALLOWED);
  }

  private CreateChat onClient(DynamoDbClient client, Groups groups) {
    return new CreateChat(
        new EpochRules(new PeopleStore(client, dynamoDb.table("AccountsTable")), groups),
        new EpochWriter(
            TestStores.on(dynamoDb, client).all(), notifier, CLOCK, new SecureRandom()));
  }

  @Test
  void a_chat_begins_with_its_epoch_and_the_wraps_of_its_members() {
    TestSockets.open(stores.presences(), bob.user(), "bob-" + bob.user(), NOW + 1);
    meter.reset();

    CreateChat.Created created = create(ann, TestEpoch.direct(ann, bob));

    assertTrue(created.created());
    assertArrayEquals(TestEpoch.wrap(ann.user()), created.epoch().wrap().orElseThrow());
    assertEquals(
        List.of(
            "GetItem",
            "BatchGetItem",
            "Query",
            "PutItem",
            "UpdateItem",
            "UpdateItem",
            "PutItem",
            "UpdateItem",
            "BatchGetItem",
            "BatchGetItem"),
        meter.operations());
    assertEquals(8, meter.writeUnits());
    assertWhole(TestEpoch.direct(ann, bob).chat());
    assertEquals("new_epoch", notifier.at("bob-" + bob.user()).getFirst().string("type"));
  }

  @Test
  void who_creates_it_again_gets_the_chat_that_exists() {
    create(ann, TestEpoch.direct(ann, bob));

    CreateChat.Created again = create(bob, TestEpoch.direct(bob, ann));

    assertFalse(again.created());
    assertEquals(ann.user(), EpochRecord.parse(again.epoch().epoch().record()).maker());
    assertArrayEquals(TestEpoch.wrap(bob.user()), again.epoch().wrap().orElseThrow());
  }

  @Test
  void both_at_the_same_moment_make_one_chat() throws Exception {
    List<Callable<CreateChat.Created>> creations = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Person maker = i % 2 == 0 ? ann : bob;
      Person other = i % 2 == 0 ? bob : ann;
      creations.add(() -> create(maker, TestEpoch.direct(maker, other)));
    }
    List<CreateChat.Created> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<CreateChat.Created> result : threads.invokeAll(creations)) {
        results.add(result.get());
      }
    }

    assertEquals(1, results.stream().filter(CreateChat.Created::created).count());
    assertEquals(
        1, results.stream().map(result -> result.epoch().epoch().attempt()).distinct().count());
    assertTrue(results.stream().allMatch(result -> result.epoch().wrap().isPresent()));
    assertWhole(TestEpoch.direct(ann, bob).chat());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void killed_after_any_call_a_repeat_makes_it_whole(int calls) {
    TestEpoch epoch = TestEpoch.direct(ann, bob);
    CreateChat dying = onClient(DyingClient.after(dynamoDb.client(), calls));
    assertThrows(DyingClient.Killed.class, () -> dying.create(ann.user(), epoch.proposal()));

    CreateChat.Created repeat = create(bob, TestEpoch.direct(bob, ann));

    assertArrayEquals(TestEpoch.wrap(bob.user()), repeat.epoch().wrap().orElseThrow());
    assertWhole(epoch.chat());
  }

  @Test
  void a_group_of_thirty_has_its_wraps_in_two_items() {
    List<Person> thirty = people.register(30);
    ChatId.Group chat = new ChatId.Group("g." + TestStores.someone().value());
    Person maker = thirty.get(7);

    CreateChat.Created created = create(maker, TestEpoch.group(chat, maker, thirty));

    for (Person member : thirty) {
      EpochWithWrap seen =
          EpochWithWrap.of(List.of(created.epoch().epoch()), member.user(), stores.wraps())
              .getFirst();
      assertArrayEquals(TestEpoch.wrap(member.user()), seen.wrap().orElseThrow());
    }
  }

  @Test
  void nobody_is_put_into_a_group_while_groups_are_refused() {
    ChatId.Group chat = new ChatId.Group("g." + TestStores.someone().value());
    TestEpoch group = TestEpoch.group(chat, ann, List.of(ann, bob));
    CreateChat refusing = onClient(dynamoDb.client(), Groups.REFUSED);

    Problem refused =
        assertThrows(Problem.class, () -> refusing.create(ann.user(), group.proposal()));

    assertEquals(ErrorCode.EPOCH_REFUSED, refused.code());
    assertTrue(stores.members().mark(bob.user(), chat).isEmpty());
    assertTrue(refusing.create(ann.user(), TestEpoch.direct(ann, bob).proposal()).created());
  }

  @Test
  void nobody_gets_into_a_group_by_creating_it_again() {
    List<Person> three = people.register(3);
    ChatId.Group chat = new ChatId.Group("g." + TestStores.someone().value());
    create(three.getFirst(), TestEpoch.group(chat, three.getFirst(), three));
    List<Person> mine = Stream.of(eve, ann).sorted((a, b) -> a.user().compareTo(b.user())).toList();

    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(eve, TestEpoch.group(chat, eve, mine)));
    assertTrue(stores.members().mark(eve.user(), chat).isEmpty());
    assertTrue(stores.members().mark(ann.user(), chat).isEmpty());
  }

  static Stream<Arguments> falsified() {
    TestPeople people = new TestPeople(dynamoDb);
    Person ann = people.register();
    Person bob = people.register();
    Person eve = people.register();
    TestEpoch good = TestEpoch.direct(ann, bob);
    UserId stranger = TestStores.someone();
    return Stream.of(
        Arguments.of("another number", good.withNumber(1)),
        Arguments.of("something before it", good.withPrevious(filled(32))),
        Arguments.of("something seen", good.withSeen(1)),
        Arguments.of("the kind of a group", good.withKind(1)),
        Arguments.of("another maker", good.withMaker(bob)),
        Arguments.of("one who is no admin", good.with(bob.user(), l -> line(l, 0))),
        Arguments.of("another fingerprint", good.with(bob.user(), CreateChatTest::swapped)),
        Arguments.of("an unsorted roster", good.withRoster(good.roster().reversed())),
        Arguments.of("a third member", good.plus(Line.member(eve))),
        Arguments.of("one member only", good.without(bob.user())),
        Arguments.of("an unknown role", good.with(bob.user(), l -> line(l, 2))),
        Arguments.of("a wrap too few", good.withWrapsFor(List.of(ann.user()))),
        Arguments.of("a wrap for a stranger", good.withWrapsFor(withStranger(good, stranger))),
        Arguments.of("two wraps for one", good.withWrapsFor(List.of(ann.user(), ann.user()))));
  }

  private static List<UserId> withStranger(TestEpoch epoch, UserId stranger) {
    List<UserId> users = new ArrayList<>(epoch.wrapped());
    users.add(stranger);
    return users;
  }

  private static Line line(Line line, int role) {
    return new Line(line.user(), line.fingerprint(), role);
  }

  private static Line swapped(Line line) {
    return new Line(line.user(), filled(32), line.role());
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    bytes[0] = 1;
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("falsified")
  void an_epoch_that_clients_would_refuse_is_refused_and_leaves_no_chat(
      String what, TestEpoch epoch) {
    UserId caller = epoch.roster().getFirst().user();
    UserId maker =
        what.equals("another maker")
            ? ((ChatId.Direct) epoch.chat()).companionOf(epoch.maker().user())
            : epoch.maker().user();

    Problem refused =
        assertThrows(Problem.class, () -> createChat.create(maker, epoch.proposal()), what);

    assertEquals(ErrorCode.EPOCH_REFUSED, refused.code());
    assertTrue(stores.log().find(epoch.chat(), 0).isEmpty());
    assertTrue(stores.members().mark(caller, epoch.chat()).isEmpty());
  }

  @Test
  void an_old_fingerprint_is_refused_after_a_change_of_keys() {
    TestEpoch before = TestEpoch.direct(ann, bob);
    people.renewKeys(bob);

    assertEquals(ErrorCode.EPOCH_REFUSED, refusal(ann, before));
    assertTrue(create(ann, TestEpoch.direct(ann, bob)).created());
  }

  @Test
  void a_chat_of_two_others_is_not_found() {
    assertEquals(ErrorCode.CHAT_NOT_FOUND, refusal(eve, TestEpoch.direct(ann, bob)));
  }

  @Test
  void somebody_else_s_signature_is_refused() {
    EpochProposal good = TestEpoch.direct(ann, bob).proposal();
    EpochProposal forged =
        new EpochProposal(good.record(), good.bytes(), eve.sign(good.bytes()), good.wraps());

    Problem refused = assertThrows(Problem.class, () -> createChat.create(ann.user(), forged));
    assertEquals(ErrorCode.EPOCH_REFUSED, refused.code());
  }

  private CreateChat.Created create(Person caller, TestEpoch epoch) {
    return createChat.create(caller.user(), epoch.proposal());
  }

  private ErrorCode refusal(Person caller, TestEpoch epoch) {
    return assertThrows(Problem.class, () -> create(caller, epoch)).code();
  }

  private void assertWhole(ChatId chat) {
    assertEquals(1, stores.log().after(chat, -1, 50).entries().size());
    assertEquals(0, stores.heads().find(chat).orElseThrow().number());
    assertTrue(stores.members().mark(ann.user(), chat).isPresent());
    assertTrue(stores.members().mark(bob.user(), chat).isPresent());
  }
}
