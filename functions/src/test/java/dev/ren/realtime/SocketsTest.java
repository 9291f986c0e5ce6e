package dev.ren.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.chat.TestStores;
import dev.ren.platform.Caller;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.testkit.CallMeter;
import dev.ren.testkit.DynamoDbLocal;
import dev.ren.testkit.SteppedClock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SocketsTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long START = 1_795_123_456_789L;
  private static final long TOKEN = 1_800_000;

  private final SteppedClock clock = new SteppedClock(Instant.ofEpochMilli(START));
  private final CallMeter meter = new CallMeter();
  private final TestStores stores = TestStores.on(dynamoDb, meter);
  private final RecordingNotifier notifier = new RecordingNotifier();
  private final ConnectionStore rows =
      new ConnectionStore(dynamoDb.client(meter), dynamoDb.table("ConnectionsTable"));
  private final Set<String> ended = new HashSet<>();
  private final Contacts contacts =
      new Contacts(
          new ContactStore(dynamoDb.client(meter), dynamoDb.table("UserTable")),
          stores.presences());
  private final Sockets sockets =
      new Sockets(
          rows,
          stores.presences(),
          contacts,
          (user, session, now) -> !ended.contains(session),
          notifier,
          clock);
  private final ChatId.Direct chat = stores.talkingChat();
  private final UserId ann = chat.lower();
  private final UserId bob = chat.higher();

  private void open(UserId user, String id) {
    sockets.open(new Caller(user, "session-" + id, clock.millis() + TOKEN), id);
  }

  private List<JsonObject> statusesAt(String id) {
    return notifier.at(id).stream()
        .filter(event -> event.string("type").equals("status_update"))
        .toList();
  }

  @Test
  void contacts_hear_of_the_first_socket_and_of_the_end_of_the_last_one() {
    open(bob, "bob");

    open(ann, "ann-laptop");
    open(ann, "ann-phone");
    assertEquals(1, statusesAt("bob").size());
    assertTrue(statusesAt("bob").getFirst().flag("online", false));
    assertEquals(ann.value(), statusesAt("bob").getFirst().string("user_id"));

    sockets.close("ann-laptop");
    assertEquals(1, statusesAt("bob").size());

    clock.pass(5000);
    sockets.close("ann-phone");
    JsonObject offline = statusesAt("bob").getLast();
    assertEquals(2, statusesAt("bob").size());
    assertEquals(false, offline.flag("online", true));
    assertEquals(START + 5000, offline.number("last_seen"));
  }

  @Test
  void people_without_a_chat_hear_nothing_and_are_not_listed() {
    ChatId.Direct others = stores.directChat();
    open(others.lower(), "stranger");

    open(ann, "ann");
    sockets.close("ann");

    assertTrue(notifier.at("stranger").isEmpty());
    assertEquals(List.of(bob), sockets.contacts(ann).stream().map(ContactStatus::user).toList());
  }

  @Test
  void a_stranger_sees_nobody_online_until_the_first_answer() {
    ChatId.Direct unanswered = stores.directChat();
    UserId stranger = unanswered.lower();
    UserId victim = unanswered.higher();
    stores.wrote(unanswered, stranger, 1);
    open(stranger, "stranger-waits");

    open(victim, "victim");

    assertTrue(statusesAt("stranger-waits").isEmpty());
    assertEquals(List.of(), sockets.contacts(stranger));
    assertEquals(List.of(), sockets.contacts(victim));
    stores.wrote(unanswered, victim, 2);
    assertEquals(List.of(new ContactStatus(victim, true, 0)), sockets.contacts(stranger));
  }

  @Test
  void the_first_socket_costs_four_calls_and_every_other_one_two() {
    meter.reset();
    open(ann, "ann-one");
    assertEquals(List.of("PutItem", "UpdateItem", "Query", "BatchGetItem"), meter.operations());

    meter.reset();
    open(ann, "ann-two");
    assertEquals(List.of("PutItem", "UpdateItem"), meter.operations());
  }

  @Test
  void contacts_are_online_or_were_last_seen_in_one_query_and_one_batch() {
    open(bob, "bob-listed");
    meter.reset();
    assertEquals(List.of(new ContactStatus(bob, true, 0)), sockets.contacts(ann));
    assertEquals(List.of("Query", "BatchGetItem"), meter.operations());

    clock.pass(1000);
    sockets.close("bob-listed");
    assertEquals(List.of(new ContactStatus(bob, false, START + 1000)), sockets.contacts(ann));
  }

  @Test
  void a_socket_whose_token_ran_out_is_nobody_online_and_goes_with_the_next_one() {
    open(ann, "ann-lost");
    clock.pass(TOKEN);
    assertEquals(false, sockets.contacts(bob).getFirst().online());

    open(ann, "ann-new");

    assertEquals(
        List.of("ann-new"),
        stores.presences().find(ann).connections().stream().map(LiveConnection::id).toList());
  }

  @Test
  void a_disconnect_that_comes_twice_or_for_nobody_is_no_error() {
    open(ann, "ann-twice");
    open(bob, "bob-hears");
    sockets.close("ann-twice");
    sockets.close("ann-twice");
    sockets.close("never-there");

    assertEquals(1, statusesAt("bob-hears").size());
  }

  @Test
  void twenty_sockets_are_enough_for_anybody() {
    for (int i = 0; i < 20; i++) {
      open(ann, "many-" + i);
    }

    Problem refused = assertThrows(Problem.class, () -> open(ann, "one-too-many"));

    assertEquals(ErrorCode.RATE_LIMITED, refused.code());
    assertEquals(20, stores.presences().find(ann).connections().size());
    assertTrue(rows.find("one-too-many").isEmpty());
  }

  @Test
  void a_socket_is_known_until_its_token_runs_out_and_again_when_it_is_renewed() {
    open(ann, "ann-renews");
    Caller caller = new Caller(ann, "session-ann-renews", START + TOKEN);
    assertEquals(START + TOKEN, sockets.require(caller, "ann-renews").expiresAt());

    clock.pass(TOKEN);
    assertEquals(ErrorCode.EXPIRED, refusal(caller, "ann-renews"));

    sockets.renew(new Caller(ann, "session-ann-renews", START + 2 * TOKEN), "ann-renews");
    assertEquals(START + 2 * TOKEN, sockets.require(caller, "ann-renews").expiresAt());
    assertEquals(START + 2 * TOKEN, rows.find("ann-renews").orElseThrow().expiresAt());
  }

  @Test
  void a_socket_of_an_ended_session_cannot_be_renewed() {
    open(ann, "ann-ended");
    Caller caller = new Caller(ann, "session-ann-ended", START + TOKEN);
    SocketSessions sessions =
        new SocketSessions(rows, stores.presences(), contacts, notifier, clock);

    sessions.end(ann, "session-ann-ended"::equals);

    Problem refused = assertThrows(Problem.class, () -> sockets.renew(caller, "ann-ended"));
    assertEquals(ErrorCode.EXPIRED, refused.code());
    assertEquals(ErrorCode.EXPIRED, refusal(caller, "ann-ended"));
  }

  @Test
  void a_socket_that_opens_while_its_session_is_ended_does_not_stay() {
    ended.add("session-ann-late");

    Problem refused = assertThrows(Problem.class, () -> open(ann, "ann-late"));

    assertEquals(ErrorCode.EXPIRED, refused.code());
    assertTrue(rows.find("ann-late").isEmpty());
    assertTrue(stores.presences().find(ann).connection("ann-late").isEmpty());
  }

  @Test
  void a_socket_that_is_renewed_while_its_session_is_ended_does_not_come_back() {
    open(ann, "ann-renewing");
    ended.add("session-ann-renewing");
    Caller caller = new Caller(ann, "session-ann-renewing", START + 2 * TOKEN);

    assertThrows(Problem.class, () -> sockets.renew(caller, "ann-renewing"));

    assertTrue(stores.presences().find(ann).connection("ann-renewing").isEmpty());
  }

  @Test
  void ending_one_session_tells_and_closes_its_sockets_only() {
    open(ann, "ann-stays");
    open(ann, "ann-goes");
    SocketSessions sessions =
        new SocketSessions(rows, stores.presences(), contacts, notifier, clock);

    sessions.end(ann, "session-ann-goes"::equals);

    assertEquals(List.of("ann-goes"), notifier.closed());
    assertEquals("session_ended", notifier.at("ann-goes").getLast().string("type"));
    assertTrue(rows.find("ann-stays").isPresent());
    assertEquals(1, stores.presences().find(ann).connections().size());
  }

  @Test
  void contacts_hear_when_the_last_session_with_a_socket_is_ended() {
    open(bob, "bob-listens");
    open(ann, "ann-first");
    open(ann, "ann-second");
    SocketSessions sessions =
        new SocketSessions(rows, stores.presences(), contacts, notifier, clock);

    sessions.end(ann, "session-ann-first"::equals);
    assertEquals(1, statusesAt("bob-listens").size());

    sessions.end(ann, "session-ann-second"::equals);
    assertEquals(2, statusesAt("bob-listens").size());
    assertEquals(false, statusesAt("bob-listens").getLast().flag("online", true));
  }

  @Test
  void a_hundred_and_twenty_chats_are_three_batches() {
    UserId me = TestStores.someone();
    Stream.generate(TestStores::someone)
        .limit(120)
        .map(other -> new ChatId.Direct(me, other))
        .forEach(chat -> stores.join(me, chat));
    meter.reset();

    sockets.contacts(me);

    assertEquals(
        List.of("Query", "BatchGetItem", "BatchGetItem", "BatchGetItem"), meter.operations());
  }

  private ErrorCode refusal(Caller caller, String id) {
    return assertThrows(Problem.class, () -> sockets.require(caller, id)).code();
  }
}
