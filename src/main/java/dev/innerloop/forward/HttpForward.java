package dev.innerloop.forward;

import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.forward.http.AllowedHosts;
import dev.innerloop.forward.http.ClientInput;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A port on this machine's loopback interface that forwards to the app in a replica that serves: a
 * reverse proxy for HTTP/1.1 whose requests wait at a {@link RequestGate}. Responses, event streams
 * and WebSockets are passed on as they arrive. Connections that do not start with HTTP/1 (TLS, h2c)
 * are forwarded unread and without waiting for an update.
 */
public final class HttpForward implements Closeable {

  private static final Duration CHECK = Duration.ofMillis(500);
  private static final Duration END = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LINGER = Duration.ofSeconds(15);
  private static final int MOST_CONNECTIONS = 3000;

  private final ServerSocket server;
  private final IntSupplier remotePort;
  private final Parts parts;
  private final Duration patience;
  private final ExecutorService threads;
  private final ScheduledExecutorService checks;
  private final Acceptor acceptor;
  private final Set<ClientConnection> clients = ConcurrentHashMap.newKeySet();
  private final Set<ForwardedConnection> passing = ConcurrentHashMap.newKeySet();

  /**
   * @param lastLines the last lines of the app's output, for the page that reports a crash
   * @param browserReload whether pages reload by themselves once an update is served
   * @param allowedHosts the names of the port, and the hosts whose pages may send requests to it
   */
  public record Settings(
      Supplier<List<String>> lastLines, boolean browserReload, AllowedHosts allowedHosts) {}

  /**
   * What all connections of one port share.
   *
   * @param lastLines the last lines of the app's output
   * @param threads one for each direction of a connection
   */
  record Parts(
      RequestGate gate,
      UpstreamPool upstreams,
      Optional<BrowserReload> reload,
      AllowedHosts allowedHosts,
      Supplier<List<String>> lastLines,
      Executor threads,
      int localPort,
      ForwardListener listener) {}

  private HttpForward(
      ServerSocket server,
      IntSupplier remotePort,
      RequestGate gate,
      Settings settings,
      ForwardListener listener,
      Duration patience) {
    int port = server.getLocalPort();
    this.server = server;
    this.patience = patience;
    this.remotePort = remotePort;
    this.threads = Executors.newCachedThreadPool(named("dev-http-" + port, this::unexpected));
    this.checks =
        Executors.newSingleThreadScheduledExecutor(
            named("dev-http-check-" + port, this::unexpected));
    this.parts =
        new Parts(
            gate,
            new UpstreamPool(gate, remotePort),
            settings.browserReload() ? Optional.of(new BrowserReload(gate)) : Optional.empty(),
            settings.allowedHosts(),
            settings.lastLines(),
            threads,
            port,
            listener);
    this.acceptor =
        new Acceptor(
            server,
            "dev-http-accept-" + port,
            this::begin,
            reason -> listener.unserved(port, reason));
  }

  /**
   * Starts to listen.
   *
   * @param localPort the one to take; if empty, the usual one, else the next free one
   * @param usualPort where users expect the app
   * @param remotePort where the app listens inside a replica; called only once there is one
   * @param gate closed with the forward
   * @throws Problem if the port that the user asked for is taken
   */
  public static HttpForward open(
      OptionalInt localPort,
      int usualPort,
      IntSupplier remotePort,
      RequestGate gate,
      Settings settings,
      ForwardListener listener) {
    return open(localPort, usualPort, remotePort, gate, settings, listener, PATIENCE);
  }

  static HttpForward open(
      OptionalInt localPort,
      int usualPort,
      IntSupplier remotePort,
      RequestGate gate,
      Settings settings,
      ForwardListener listener,
      Duration patience) {
    HttpForward forward =
        new HttpForward(
            LocalPort.requested(localPort, usualPort, "-Ddev.localPort=%d").listen(),
            remotePort,
            gate,
            settings,
            listener,
            patience);
    forward.acceptor.start();
    forward.checks.scheduleWithFixedDelay(
        forward::check, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
    return forward;
  }

  public int localPort() {
    return server.getLocalPort();
  }

  private void check() {
    try {
      clients.forEach(ClientConnection::check);
      parts.upstreams().closeIdle();
    } catch (RuntimeException e) {
      unexpected(e); // thrown, it would end the schedule without a trace
    }
  }

  private void unexpected(Throwable failure) {
    if (!server.isClosed()) {
      parts.listener().unserved(localPort(), "internal error: " + failure);
    }
  }

  private void begin(Socket socket) throws IOException {
    if (clients.size() >= MOST_CONNECTIONS) {
      socket.close();
      parts.listener().unserved(localPort(), MOST_CONNECTIONS + " connections are open");
      return;
    }
    ClientConnection client =
        new ClientConnection(parts, socket, this::passThrough, clients::remove);
    clients.add(client);
    try {
      threads.execute(client);
    } catch (RuntimeException | Error e) {
      clients.remove(client);
      throw e;
    }
  }

  private void passThrough(Socket socket, ClientInput input) {
    ForwardedConnection connection =
        new ForwardedConnection(
            socket,
            input,
            remotePort,
            parts.gate()::serving,
            patience,
            LINGER,
            ended -> passing.remove(ended),
            reason -> parts.listener().unserved(localPort(), reason));
    passing.add(connection);
    connection.start();
    if (server.isClosed()) {
      connection.close();
    }
  }

  /** Frees the port and closes the connections through it. */
  @Override
  public void close() throws IOException {
    acceptor.close();
    parts.gate().close();
    checks.shutdownNow();
    threads.shutdownNow();
    clients.forEach(ClientConnection::close);
    passing.forEach(ForwardedConnection::close);
    parts.upstreams().close();
    try {
      boolean unused = threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory named(String name, Consumer<Throwable> unexpected) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = DaemonThreads.named(name + "-" + number.incrementAndGet(), work);
      thread.setUncaughtExceptionHandler((failed, failure) -> unexpected.accept(failure));
      return thread;
    };
  }
}
