package dev.ren.integration.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.RenClient;
import dev.ren.client.api.ChatApi;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.integration.Person;
import dev.ren.integration.RawSocket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What two people do every day, measured; the same actions take the same counts every time. */
final class EverydayActions {
  private static final int LONG_CHAT = 120;
  private static final int BEFORE = 100;

  private final MeteredStack stack;
  private final int repeats;
  private final Map<String, Taken> taken = new LinkedHashMap<>();

  /**
   * Prepares.
   *
   * @param repeats how often each action is done; of its times the median counts
   */
  EverydayActions(MeteredStack stack, int repeats) {
    this.stack = stack;
    this.repeats = repeats;
  }

  /** All of them, by name. */
  Map<String, Taken> measure() throws Exception {
    Person anna = Person.register(stack.target(), "anna");
    Person boris = Person.register(stack.target(), "boris");
    ChatId chat = anna.talksWith(boris);
    take("register", () -> Person.register(stack.target(), "clara"));
    take("log in", anna::freshDevice);
    List<RawSocket> open = new ArrayList<>();
    try (RawSocket annas = stack.open(anna);
        RawSocket borises = stack.open(boris)) {
      take("connect another device", () -> open.add(stack.open(anna)));
      open.forEach(RawSocket::close);
      sends(anna, chat, annas, borises);
      reads(anna, boris, chat, annas, borises);
    }
    return taken;
  }

  private void sends(Person anna, ChatId chat, RawSocket annas, RawSocket borises)
      throws Exception {
    // The client writes down its account's state with the first.
    anna.client().send(chat, "first");
    String name = "send 1:1 text of 100 bytes by REST";
    take(name, () -> anna.client().send(chat, "x".repeat(100)));
    for (int size : new int[] {100, 750, 800, 10_000}) {
      ObjectNode message = stack.sealed(anna, chat, size);
      take("send 1:1 text of " + size + " bytes", () -> MeteredStack.send(message, annas, borises));
    }
  }

  private void reads(Person anna, Person boris, ChatId chat, RawSocket annas, RawSocket borises)
      throws Exception {
    ObjectNode message = stack.sealed(anna, chat, 100);
    long last = 0;
    for (int i = 0; i < LONG_CHAT; i++) {
      last = MeteredStack.send(message, annas, borises);
    }
    ChatApi chats = stack.target().environment().chats();
    long newest = last;
    take("receive one message after a pause", () -> chats.after(boris.token(), chat, newest - 1));
    RenClient fresh = boris.freshDevice();
    take("open a chat of 120 messages", 1, () -> fresh.history(chat, 50));
    take("page back 50 messages", () -> chats.before(boris.token(), chat, BEFORE));
    long[] read = {newest - repeats - 1};
    take(
        "mark as read",
        () -> {
          read[0]++;
          borises.say(
              JsonFields.object()
                  .put("type", "read")
                  .put("chat_id", chat.value())
                  .put("id", read[0])
                  .toString());
          borises.hear("read_marked");
          annas.hear("read");
        });
    take("first page of chats", () -> chats.chats(boris.token(), Optional.empty()));
  }

  /** Does and measures an action. */
  void take(String name, Meter.Action action) throws Exception {
    take(name, repeats, action);
  }

  private void take(String name, int often, Meter.Action action) throws Exception {
    List<Taken> all = new ArrayList<>();
    for (int i = 0; i < often; i++) {
      all.add(stack.meter().measure(action));
    }
    all.sort(Comparator.comparingDouble(one -> one.of(Quantity.GIGABYTE_SECONDS)));
    taken.put(name, all.get(often / 2));
  }
}
