package dev.ren.local.gateway;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Opens a server on this machine only. A browser that is told {@code localhost} may try {@code ::1}
 * first, where a stranger's process could answer, so we take both addresses where there are two.
 */
final class Loopback {
  private static final String IPV4 = "127.0.0.1";
  private static final String IPV6 = "::1";
  private static final int ATTEMPTS = 20;

  private Loopback() {}

  /**
   * Adds opened connectors.
   *
   * @param port 0 for one that is free at both addresses
   * @return the port
   * @throws BindException if it is in use at one of them
   */
  static int open(Server server, int port) throws IOException {
    boolean both = hasIpv6();
    for (int attempt = 1; ; attempt++) {
      ServerConnector first = connector(server, IPV4, port);
      open(first);
      int chosen = first.getLocalPort();
      if (!both) {
        server.addConnector(first);
        return chosen;
      }
      ServerConnector second = connector(server, IPV6, chosen);
      try {
        open(second);
      } catch (IOException inUse) {
        first.close();
        if (port != 0 || attempt == ATTEMPTS) {
          throw inUse;
        }
        continue;
      }
      server.addConnector(first);
      server.addConnector(second);
      return chosen;
    }
  }

  /** Jetty wraps what says that the port is in use. */
  private static void open(ServerConnector connector) throws IOException {
    try {
      connector.open();
    } catch (IOException e) {
      throw e.getCause() instanceof BindException inUse ? inUse : e;
    }
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(IPV6), 0));
      return true;
    } catch (IOException none) {
      return false;
    }
  }

  private static ServerConnector connector(Server server, String host, int port) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // A path parameter may hold an encoded slash or percent sign: the router splits before it
    // decodes, and the site checks where a decoded path leads.
    configuration.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "GATEWAY",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setReuseAddress(true);
    return connector;
  }
}
