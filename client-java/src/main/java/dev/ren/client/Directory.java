package dev.ren.client;

import dev.ren.client.api.ChatApi;
import dev.ren.client.api.Person;
import dev.ren.client.api.UserApi;
import dev.ren.client.protocol.Login;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server lists page by page: people by their logins, and the account's chats. */
final class Directory {
  private final ClientEnvironment environment;
  private final Session session;

  Directory(ClientEnvironment environment, Session session) {
    this.environment = environment;
    this.session = session;
  }

  /** The person with exactly this login, as the server says; nothing of it is verified. */
  Optional<Person> find(Login login) {
    UserApi users = environment.users();
    Optional<String> cursor = Optional.empty();
    do {
      Optional<String> page = cursor;
      UserApi.PeoplePage found = session.call(token -> users.search(token, login.value(), page));
      Optional<Person> person =
          found.users().stream().filter(p -> p.login().equals(login)).findFirst();
      if (person.isPresent()) {
        return person;
      }
      cursor = found.next();
    } while (cursor.isPresent());
    return Optional.empty();
  }

  List<ChatApi.ChatSummary> chats() {
    ChatApi api = environment.chats();
    List<ChatApi.ChatSummary> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Optional<String> page = cursor;
      ChatApi.ChatPage chats = session.call(token -> api.chats(token, page));
      all.addAll(chats.chats());
      cursor = chats.next();
    } while (cursor.isPresent());
    return all;
  }
}
