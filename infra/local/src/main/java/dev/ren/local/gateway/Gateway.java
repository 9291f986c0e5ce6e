package dev.ren.local.gateway;

import dev.ren.local.lambda.Invocable;
import dev.ren.local.template.StackModel.RestApi;
import dev.ren.local.template.StackModel.SocketApi;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * The one address of the stack, and the two that only functions know: {@code @connections} and
 * Secrets Manager. The inner ones open first, since the functions' configuration names them.
 */
public final class Gateway implements AutoCloseable {

  /** What is mounted at the one address. */
  public record Mounts(
      RestApi rest, SocketApi socket, Map<String, Invocable> functions, Path web, Path openapi) {}

  private final Connections connections = new Connections();
  private final RequestLog log = new RequestLog();
  private final InstantSource clock;
  private final SocketLimits limits;
  private final Server inner;
  private final Server outer = newServer("gateway");

  private Gateway(InstantSource clock, SocketLimits limits, SecretVault secrets) {
    this.clock = clock;
    this.limits = limits;
    this.inner = newServer("aws");
    inner.addConnector(connector(inner, "127.0.0.1", 0));
    inner.setHandler(
        new Handler.Sequence(new ConnectionsApi(connections), new SecretsApi(secrets)));
  }

  /** Opens the inner addresses. */
  public static Gateway start(InstantSource clock, SocketLimits limits, SecretVault secrets)
      throws Exception {
    Gateway gateway = new Gateway(clock, limits, secrets);
    gateway.inner.start();
    return gateway;
  }

  /** Where functions find {@code @connections} and Secrets Manager. */
  public String innerUrl() {
    return "http://127.0.0.1:" + ((ServerConnector) inner.getConnectors()[0]).getLocalPort();
  }

  /**
   * Opens the address for people.
   *
   * @param port 0 for any free one
   * @throws java.net.BindException if the port is in use
   */
  public void open(int port, Mounts mounts) throws Exception {
    ServerConnector connector = connector(outer, "localhost", port);
    outer.addConnector(connector);
    SocketEndpoint sockets =
        new SocketEndpoint(
            mounts.socket(),
            mounts.functions(),
            connections,
            limits,
            new SocketEndpoint.Ambient(clock, log));
    outer.addBean(sockets);
    WebSocketUpgradeHandler upgrades =
        WebSocketUpgradeHandler.from(
            outer,
            container -> {
              container.setIdleTimeout(Duration.ofDays(1));
              container.addMapping("/" + mounts.socket().stage(), sockets);
            });
    Handler site = new SiteHandler(mounts.web(), mounts.openapi());
    Handler rest = new RestEndpoint(mounts.rest(), mounts.functions(), log);
    upgrades.setHandler(new Handler.Sequence(rest, site));
    outer.setHandler(new Security(upgrades));
    outer.start();
  }

  /** The port that {@link #open} got. */
  public int port() {
    return ((ServerConnector) outer.getConnectors()[0]).getLocalPort();
  }

  /** Closes both addresses; what is under way has two seconds. */
  @Override
  public void close() {
    stop(outer);
    stop(inner);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the gateway does not stop", e);
    }
  }

  private static Server newServer(String name) {
    QueuedThreadPool threads = new QueuedThreadPool(32, 2);
    threads.setName(name);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Server server = new Server(threads);
    server.setStopTimeout(2_000);
    return server;
  }

  private static ServerConnector connector(Server server, String host, int port) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(true);
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setReuseAddress(true);
    return connector;
  }
}
