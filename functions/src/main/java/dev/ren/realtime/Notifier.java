package dev.ren.realtime;

import java.util.Collection;

/**
 * Pushes to open sockets. A hint, never the truth: a push that is lost costs nothing but time,
 * since clients read from their cursor. So nothing here fails.
 */
public interface Notifier {

  /**
   * Sends a text to every one of the sockets. One whose token ran out is told {@code error expired}
   * instead and closed: its client connects anew and reads what it missed, where a socket that
   * merely heard nothing would look alive.
   *
   * @param event the JSON of an event of PROTOCOL.md §14
   */
  void push(Collection<LiveConnection> to, String event);

  /**
   * Sends a text to a socket and then closes it.
   *
   * @param event the JSON of an event
   */
  void close(LiveConnection connection, String event);
}
