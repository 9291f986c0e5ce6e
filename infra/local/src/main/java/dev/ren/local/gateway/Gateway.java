package dev.ren.local.gateway;

import dev.ren.local.lambda.Invocable;
import dev.ren.local.template.StackModel.RestApi;
import dev.ren.local.template.StackModel.SocketApi;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * The one address of the stack, and the two that only functions know: {@code @connections} and
 * Secrets Manager. The inner ones open first, since the functions' configuration names them.
 */
public final class Gateway implements AutoCloseable {

  /**
   * What is mounted at the one address.
   *
   * @param s3 what answers under {@code /s3}
   * @param metrics what answers under {@code /metrics}
   */
  public record Mounts(
      RestApi rest,
      SocketApi socket,
      Map<String, Invocable> functions,
      Path web,
      Path openapi,
      Handler s3,
      Handler metrics) {}

  private static final Logger LOGGER = System.getLogger("dev.ren.local.gateway");

  private final Connections connections = new Connections();
  private final RequestLog log = new RequestLog();
  private final InstantSource clock;
  private final GatewayLimits limits;
  private final Server inner;
  private final Server outer = newServer("gateway");
  private volatile @Nullable SocketEndpoint sockets;
  private volatile int innerPort;
  private final int port;

  private Gateway(
      InstantSource clock,
      GatewayLimits limits,
      SecretVault secrets,
      InnerCredential credential,
      int port)
      throws IOException {
    this.port = Loopback.open(outer, port);
    this.clock = clock;
    this.limits = limits;
    this.inner = newServer("aws");
    inner.setHandler(
        new InnerSecurity(
            credential,
            new Handler.Sequence(new ConnectionsApi(connections), new SecretsApi(secrets))));
  }

  /**
   * Takes the address for people, so that what is mounted can be told of it, and opens the inner
   * ones. Who connects before {@link #open} waits.
   *
   * @param credential what a call to the inner addresses must be signed with
   * @param port 0 for any free one
   * @throws java.net.BindException if the port is in use
   */
  public static Gateway start(
      InstantSource clock,
      GatewayLimits limits,
      SecretVault secrets,
      InnerCredential credential,
      int port)
      throws Exception {
    Gateway gateway = new Gateway(clock, limits, secrets, credential, port);
    gateway.innerPort = Loopback.open(gateway.inner, 0);
    gateway.inner.start();
    return gateway;
  }

  /** Where functions find {@code @connections} and Secrets Manager. */
  public String innerUrl() {
    return "http://127.0.0.1:" + innerPort;
  }

  /** Opens the address for people. */
  public void open(Mounts mounts) throws Exception {
    Integrations integrations = new Integrations(mounts.functions(), limits.integration());
    SocketEndpoint.Ambient ambient = new SocketEndpoint.Ambient(clock, limits, connections, log);
    SocketEndpoint endpoint = new SocketEndpoint(mounts.socket(), integrations, ambient);
    sockets = endpoint;
    WebSocketUpgradeHandler upgrades =
        WebSocketUpgradeHandler.from(
            outer,
            container -> {
              container.setIdleTimeout(Duration.ofDays(1));
              container.addMapping("/" + mounts.socket().stage(), endpoint);
            });
    Handler site = new SiteHandler(mounts.web(), mounts.openapi());
    Handler rest = new RestEndpoint(mounts.rest(), integrations, log);
    upgrades.setHandler(new Handler.Sequence(rest, mounts.s3(), mounts.metrics(), site));
    outer.setHandler(new Security(upgrades));
    outer.start();
  }

  /** The port of the address for people. */
  public int port() {
    return port;
  }

  /** Closes both addresses; what is under way has two seconds. */
  @Override
  public void close() {
    stop(outer);
    SocketEndpoint endpoint = sockets;
    if (endpoint != null) {
      endpoint.close();
    }
    stop(inner);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (TimeoutException e) {
      // Somebody kept a connection open; by now it is closed.
      LOGGER.log(Level.DEBUG, "connections were cut", e);
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
    server.setErrorHandler(new Refusals());
    return server;
  }
}
