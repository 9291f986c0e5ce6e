package dev.ren.integration.bench;

import dev.ren.client.api.ChatApi;
import dev.ren.integration.Person;
import dev.ren.integration.RawSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody with a hundred chats, fifty of whose companions have pages open. */
final class CompanyActions {
  private static final int CHATS = 100;
  private static final int ONLINE = 50;

  private CompanyActions() {}

  static Map<String, Taken> measure(MeteredStack stack) throws Exception {
    Person star = Person.register(stack.target(), "star");
    List<RawSocket> online = new ArrayList<>();
    for (int i = 0; i < CHATS; i++) {
      Person other = Person.register(stack.target(), "other");
      if (i < ONLINE) {
        star.talksWith(other);
        RawSocket socket = RawSocket.connect(stack.target(), other.token());
        online.add(socket.sayType("register"));
        socket.hear("registered");
      } else {
        star.client().openChat(other.id());
      }
    }
    Map<String, Taken> taken = new LinkedHashMap<>();
    ChatApi chats = stack.target().environment().chats();
    taken.put(
        "page of 50 chats",
        stack.meter().measure(() -> chats.chats(star.token(), Optional.empty())));
    taken.put("list of 100 chats", stack.meter().measure(star.client()::chats));
    List<RawSocket> stars = new ArrayList<>();
    taken.put(
        "come online with 50 contacts online",
        stack
            .meter()
            .measure(
                () -> {
                  stars.add(stack.open(star));
                  hear(online);
                }));
    taken.put(
        "go offline with 50 contacts online",
        stack
            .meter()
            .measure(
                () -> {
                  stars.forEach(RawSocket::close);
                  hear(online);
                }));
    online.forEach(RawSocket::close);
    return taken;
  }

  private static void hear(List<RawSocket> sockets) throws InterruptedException {
    for (RawSocket socket : sockets) {
      socket.hear("status_update");
    }
  }
}
