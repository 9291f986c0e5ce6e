package dev.ren.integration.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.api.Wire;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.LogEntry;
import dev.ren.integration.Person;
import dev.ren.integration.RawSocket;
import dev.ren.integration.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** People who talk, and people who have pages open and say nothing. */
final class Crowd implements AutoCloseable {
  private static final int TALKS = 8;

  /** The server takes 20 of one person. */
  private static final int SOCKETS_EACH = 20;

  private final Target target;
  private final Deque<RawSocket> idle = new ArrayDeque<>();
  private Person owner;
  private int owned;

  Crowd(Target target) {
    this.target = target;
    this.owner = Person.register(target, "idle");
  }

  /** Pairs with open pages. */
  List<SendBench.Talk> talks() throws InterruptedException {
    List<SendBench.Talk> talks = new ArrayList<>();
    for (int i = 0; i < TALKS; i++) {
      Person anna = Person.register(target, "anna");
      Person boris = Person.register(target, "boris");
      ChatId chat = anna.talksWith(boris);
      long id = anna.client().send(chat, "x".repeat(100)).id();
      LogEntry.Message sent =
          (LogEntry.Message)
              target.environment().chats().after(anna.token(), chat, id - 1).entries().getFirst();
      ObjectNode message = Wire.write(chat, sent.sealed(), id).put("type", "message");
      talks.add(new SendBench.Talk(message, registered(anna), registered(boris)));
    }
    return talks;
  }

  /** Opens so many sockets, those of earlier calls included. */
  void open(int count) throws InterruptedException {
    while (idle.size() < count) {
      if (owned == SOCKETS_EACH) {
        owner = Person.register(target, "idle");
        owned = 0;
      }
      idle.add(registered(owner));
      owned++;
    }
  }

  private RawSocket registered(Person person) throws InterruptedException {
    RawSocket socket = RawSocket.connect(target, person.token());
    socket.sayType("register").hear("registered");
    return socket;
  }

  @Override
  public void close() {
    idle.forEach(RawSocket::close);
  }
}
