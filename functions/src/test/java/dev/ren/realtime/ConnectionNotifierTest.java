package dev.ren.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.chat.TestStores;
import dev.ren.platform.ChatId;
import dev.ren.platform.UserId;
import dev.ren.testkit.DynamoDbLocal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ConnectionNotifierTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long NOW = 1_795_123_456_789L;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
  private static final UserId BOB = UserId.parse("b".repeat(26));

  private final FakeGateway gateway = new FakeGateway();
  private final ConnectionStore rows =
      new ConnectionStore(dynamoDb.client(), dynamoDb.table("ConnectionsTable"));
  private final PresenceStore presences =
      new PresenceStore(dynamoDb.client(), dynamoDb.table("HeadsTable"));
  private final ConnectionNotifier notifier =
      new ConnectionNotifier(
          () -> gateway,
          rows,
          presences,
          new Contacts(new ContactStore(dynamoDb.client(), dynamoDb.table("UserTable")), presences),
          CLOCK,
          Duration.ofMinutes(5));
  private final TestStores stores = TestStores.on(dynamoDb, dynamoDb.client());
  private final List<LiveConnection> sockets = new ArrayList<>();

  @BeforeEach
  void open() {
    for (String id : List.of("laptop", "phone", "tablet")) {
      sockets.add(open(BOB, id));
    }
  }

  @Test
  void every_socket_gets_the_text() {
    notifier.push(sockets, "{}");

    assertEquals(
        List.of("laptop {}", "phone {}", "tablet {}"), gateway.posts().stream().sorted().toList());
  }

  @Test
  void a_socket_that_is_gone_is_forgotten_in_both_places_and_the_others_are_not() {
    gateway.lose("phone");

    notifier.push(sockets, "{}");

    assertTrue(rows.find("phone").isEmpty());
    assertTrue(presences.find(BOB).connection("phone").isEmpty());
    assertTrue(presences.find(BOB).connection("laptop").isPresent());
    assertTrue(rows.find("tablet").isPresent());
  }

  @Test
  void a_socket_that_is_just_being_opened_is_not_taken_for_gone() {
    rows.put(sockets.get(1), NOW - 5_000);
    gateway.lose("phone");

    notifier.push(sockets, "{}");

    assertTrue(rows.find("phone").isPresent());
    assertTrue(presences.find(BOB).connection("phone").isPresent());
  }

  @Test
  void a_push_that_fails_fails_nothing_else_and_keeps_the_socket() {
    gateway.fail("laptop");

    notifier.push(sockets, "{}");

    assertEquals(2, gateway.posts().size());
    assertTrue(rows.find("laptop").isPresent());
  }

  @Test
  void a_crowd_is_told_a_few_at_a_time() {
    List<LiveConnection> crowd = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      crowd.add(new LiveConnection(BOB, "crowd-" + i, "session", NOW + 1000));
    }

    notifier.push(crowd, "{}");

    assertEquals(300, gateway.posts().size());
    assertTrue(gateway.mostAtOnce() <= 16, "at once: " + gateway.mostAtOnce());
  }

  @Test
  void a_socket_is_told_why_before_it_is_closed() {
    notifier.close(sockets.getFirst(), "{\"type\":\"session_ended\"}");

    assertEquals(List.of("laptop {\"type\":\"session_ended\"}"), gateway.posts());
    assertEquals(List.of("laptop"), gateway.deleted());
  }

  @Test
  void a_socket_whose_token_ran_out_is_told_so_instead_and_closed() {
    LiveConnection deaf = new LiveConnection(BOB, "deaf", "session", NOW);

    notifier.push(List.of(deaf), "{\"type\":\"new_message\"}");

    assertEquals(List.of("deaf {\"type\":\"error\",\"code\":\"expired\"}"), gateway.posts());
    assertEquals(List.of("deaf"), gateway.deleted());
  }

  @Test
  void contacts_hear_that_a_user_left_whose_last_socket_turns_out_to_be_gone() {
    ChatId.Direct chat = stores.talkingChat();
    LiveConnection lost = open(chat.lower(), "lost");
    open(chat.higher(), "listening");
    gateway.lose("lost");

    notifier.push(List.of(lost), "{}");

    assertEquals(List.of(left(chat.lower())), gateway.posts());
  }

  @Test
  void contacts_hear_nothing_while_the_user_has_another_socket() {
    ChatId.Direct chat = stores.talkingChat();
    LiveConnection lost = open(chat.lower(), "lost");
    open(chat.lower(), "kept");
    open(chat.higher(), "listening");
    gateway.lose("lost");

    notifier.push(List.of(lost), "{}");

    assertEquals(List.of(), gateway.posts());
  }

  @Test
  void a_contact_whose_socket_is_gone_too_is_told_of_as_well() {
    ChatId.Direct first = stores.talkingChat();
    UserId third = TestStores.someone();
    ChatId.Direct second = stores.talkingChat(first.higher(), third);
    LiveConnection lost = open(first.lower(), "lost");
    open(second.lower(), "lost too");
    open(third, "listening");
    gateway.lose("lost");
    gateway.lose("lost too");

    notifier.push(List.of(lost), "{}");

    assertEquals(List.of(left(first.higher())), gateway.posts());
  }

  private LiveConnection open(UserId user, String id) {
    LiveConnection connection = new LiveConnection(user, id, "session", NOW + 1000);
    rows.put(connection, NOW - 60_000);
    presences.put(connection, NOW);
    return connection;
  }

  private static String left(UserId user) {
    return "listening " + new ContactStatus(user, false, NOW).update();
  }
}
