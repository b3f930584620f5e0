package dev.innerloop.forward;

import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Replica;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A port on this machine's loopback interface that forwards to a port of a live replica, without
 * reading the bytes. Each connection chooses its replica, so there is nothing to reconnect.
 */
public final class LocalForward implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A port-forward stream cannot be half closed, so what the replica still sends is awaited. */
  private static final Duration LINGER = Duration.ofSeconds(15);

  private final ServerSocket server;
  private final int remotePort;
  private final Supplier<Optional<Replica>> chosen;
  private final ForwardListener listener;
  private final Duration patience;
  private final Duration linger;
  private final Admission admission;
  private final Set<ForwardedConnection> open = ConcurrentHashMap.newKeySet();
  private final Acceptor acceptor;

  /** Says why a connection is not forwarded; empty if it is. */
  private interface Admission {
    String objection(Socket socket);
  }

  private LocalForward(
      ServerSocket server,
      int remotePort,
      Supplier<Optional<Replica>> chosen,
      ForwardListener listener,
      Duration patience,
      Duration linger,
      Admission admission) {
    this.admission = admission;
    this.server = server;
    this.remotePort = remotePort;
    this.chosen = chosen;
    this.listener = listener;
    this.patience = patience;
    this.linger = linger;
    this.acceptor =
        new Acceptor(
            server,
            "dev-forward-" + server.getLocalPort(),
            this::accepted,
            reason -> listener.unserved(localPort(), reason));
  }

  /**
   * Starts to listen.
   *
   * @param localPort the one to take; if empty, the same as the remote one, else the next free one
   * @param remotePort the port inside the replica
   * @param choice how the user chooses another local port, with a place for the number
   * @param chosen the replica for a new connection; empty while none is live
   * @throws Problem if the port that the user asked for is taken
   */
  public static LocalForward open(
      OptionalInt localPort,
      int remotePort,
      String choice,
      Supplier<Optional<Replica>> chosen,
      ForwardListener listener) {
    return open(localPort, remotePort, choice, chosen, listener, PATIENCE);
  }

  /**
   * Starts to listen for debuggers. They may run any code in the app, so they have to be processes
   * of this user, as far as the system tells; and one that closes its connection has no more use
   * for an answer.
   *
   * @throws Problem if the port cannot be taken
   */
  public static LocalForward ofThisUser(
      LocalPort localPort,
      int remotePort,
      Supplier<Optional<Replica>> chosen,
      ForwardListener listener) {
    return started(
        new LocalForward(
            localPort.listen(),
            remotePort,
            chosen,
            listener,
            PATIENCE,
            Duration.ZERO,
            new PeerUser()::objection));
  }

  static LocalForward open(
      OptionalInt localPort,
      int remotePort,
      String choice,
      Supplier<Optional<Replica>> chosen,
      ForwardListener listener,
      Duration patience) {
    LocalPort port = LocalPort.requested(localPort, remotePort, choice);
    return started(
        new LocalForward(
            port.listen(), remotePort, chosen, listener, patience, LINGER, socket -> ""));
  }

  private static LocalForward started(LocalForward forward) {
    forward.acceptor.start();
    return forward;
  }

  public int localPort() {
    return server.getLocalPort();
  }

  /** Frees the port and closes the connections through it. */
  @Override
  public void close() throws IOException {
    acceptor.close();
    open.forEach(ForwardedConnection::close);
  }

  private void accepted(Socket socket) throws IOException {
    String objection = admission.objection(socket);
    if (!objection.isEmpty()) {
      socket.close();
      listener.refused(localPort(), objection);
      return;
    }
    ForwardedConnection connection =
        new ForwardedConnection(
            socket,
            socket.getInputStream(),
            () -> remotePort,
            chosen,
            patience,
            linger,
            ended -> open.remove(ended),
            reason -> listener.unserved(localPort(), reason));
    open.add(connection);
    connection.start();
    if (server.isClosed()) {
      connection.close();
    }
  }
}
