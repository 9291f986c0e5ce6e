package dev.ren.client;

import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.Login;
import java.util.ArrayList;
import java.util.List;

/** Ann has found Bob on a server of her own and said hello; waits are counted, not waited. */
final class TwoPeople implements AutoCloseable {
  static final String PASSWORD = "correct horse";

  final FakeServer server = new FakeServer();
  final List<Long> pauses = new ArrayList<>();
  final RenClients clients = new RenClients(environment());
  final RenClients.Registered annRegistered = register("ann");
  final RenClient ann = annRegistered.client();
  final RenClient bob = register("bob").client();
  final ChatId.Direct chat;

  TwoPeople() {
    chat = ann.chatWith(new Login("bob")).orElseThrow();
    ann.send(chat, "hello");
  }

  RenClients.Registered register(String login) {
    return clients.register(ClientStore.inMemory(), new Login(login), login, PASSWORD);
  }

  /** A client that knows the password and nothing else. */
  RenClient fresh(String login) {
    return clients.login(ClientStore.inMemory(), new Login(login), PASSWORD);
  }

  /** The texts that a client shows. */
  List<String> texts(RenClient client, int count) {
    return client.history(chat, count).stream()
        .filter(LogItem.Message.class::isInstance)
        .map(item -> ((Body.Text) ((LogItem.Message) item).body()).text())
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }

  private ClientEnvironment environment() {
    ClientEnvironment real = ClientEnvironment.of(server.url(), "test");
    return new ClientEnvironment(
        real.http(),
        real.random(),
        real.clock(),
        duration -> pauses.add(duration.toMillis()),
        "test");
  }
}
