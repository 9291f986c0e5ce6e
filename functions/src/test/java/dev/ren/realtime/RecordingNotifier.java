package dev.ren.realtime;

import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was pushed instead of pushing it. */
public final class RecordingNotifier implements Notifier {

  /** One event at one socket. */
  public record Push(String connectionId, JsonObject event) {
    public String type() {
      return event.string("type");
    }
  }

  private final List<Push> pushes = new CopyOnWriteArrayList<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();

  @Override
  public void push(Collection<LiveConnection> to, String event) {
    to.forEach(connection -> pushes.add(new Push(connection.id(), Json.parse(event))));
  }

  @Override
  public void close(LiveConnection connection, String event) {
    pushes.add(new Push(connection.id(), Json.parse(event)));
    closed.add(connection.id());
  }

  public List<Push> pushes() {
    return List.copyOf(pushes);
  }

  /** What one socket was sent. */
  public List<JsonObject> at(String connectionId) {
    return pushes.stream()
        .filter(push -> push.connectionId().equals(connectionId))
        .map(Push::event)
        .toList();
  }

  public List<String> closed() {
    return List.copyOf(closed);
  }
}
