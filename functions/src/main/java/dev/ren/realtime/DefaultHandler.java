package dev.ren.realtime;

import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.SocketEvent;
import dev.ren.platform.SocketHandler;
import dev.ren.platform.SocketReply;
import java.util.List;

/**
 * {@code $default}: what has no route of its own. That is {@code status_register}, whose name
 * cannot be a route key, everything unknown, and what is no JSON.
 */
public final class DefaultHandler extends SocketHandler {
  private static final int LONGEST_TYPE = 64;

  private final Sockets sockets;

  public DefaultHandler() {
    this(Environment.system());
  }

  public DefaultHandler(Environment environment) {
    this.sockets = Sockets.of(Platform.of(environment));
  }

  @Override
  protected SocketReply handle(SocketEvent event) {
    Caller caller = SocketCaller.of(event);
    String type = event.json().string("type", LONGEST_TYPE);
    if (!type.equals("status_register")) {
      throw Problem.of(ErrorCode.UNKNOWN_TYPE, "no such type of event");
    }
    sockets.require(caller, event.connectionId());
    List<ContactStatus> contacts = sockets.contacts(caller.user());
    return SocketReply.of(
        json -> {
          json.writeStringField("type", "status_registered");
          json.writeArrayFieldStart("contacts");
          for (ContactStatus contact : contacts) {
            json.writeStartObject();
            contact.write(json);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
