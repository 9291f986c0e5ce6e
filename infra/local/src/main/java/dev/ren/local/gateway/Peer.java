package dev.ren.local.gateway;

import org.eclipse.jetty.server.Request;

/**
 * The client at the other end of a WebSocket, as every event of the connection names it.
 *
 * @param connectedAt milliseconds since 1970
 */
record Peer(String connectionId, long connectedAt, String sourceIp, String userAgent) {

  static Peer of(Request request, String connectionId, long connectedAt) {
    String agent = request.getHeaders().get("User-Agent");
    return new Peer(
        connectionId, connectedAt, Request.getRemoteAddr(request), agent == null ? "" : agent);
  }
}
