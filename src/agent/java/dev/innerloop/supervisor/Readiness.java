package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.innerloop.wire.StartObstacle;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.SortedSet;

/**
 * Whether an app serves: its own process listens on its port, and answers its readiness path. A
 * plain socket: an HTTP client costs memory.
 */
final class Readiness {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 10_000;
  private static final byte[][] LOOPBACKS = {
    {127, 0, 0, 1}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}
  };

  /** Null where the system does not tell: then an open port is taken for the app's. */
  private final ListeningSockets sockets;

  /**
   * @param sockets null if the system does not tell who listens
   */
  Readiness(ListeningSockets sockets) {
    this.sockets = sockets;
  }

  /**
   * Why an app does not serve; null if it does. Connections of a session try the same addresses in
   * the same order: the first that accepts decides.
   *
   * @param pid its process
   * @param isVisible whether {@link #canSee} said so when it was started: that it cannot be seen
   *     later means that it ends
   * @param path HTTP path to answer with 2xx or 3xx; if empty, it only has to listen
   */
  StartObstacle obstacle(long pid, boolean isVisible, int port, String path) throws IOException {
    for (byte[] loopback : LOOPBACKS) {
      InetAddress address = InetAddress.getByAddress(loopback);
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        ListeningSockets.Owner owner = owner(pid, isVisible, address, port);
        if (owner == ListeningSockets.Owner.ANOTHER) {
          return StartObstacle.portTaken();
        }
        if (owner == ListeningSockets.Owner.ITSELF) {
          int status = path.isEmpty() ? 200 : status(socket, port, path);
          return status / 100 == 2 || status / 100 == 3 ? null : StartObstacle.notReady(status);
        }
      } catch (IOException e) {
        // Not there, or not yet: the caller asks again.
        continue;
      }
    }
    return StartObstacle.notListening();
  }

  private ListeningSockets.Owner owner(long pid, boolean isVisible, InetAddress address, int port) {
    if (!isVisible) {
      return ListeningSockets.Owner.ITSELF; // as far as anyone can tell
    }
    try {
      return sockets.owner(pid, address, port);
    } catch (IOException e) {
      return ListeningSockets.Owner.NONE;
    }
  }

  /** Whether it can be told on which ports a process listens. */
  boolean canSee(long pid) {
    return sockets != null && sockets.canSee(pid);
  }

  /** The ports on which a process listens; null if the system does not tell. */
  SortedSet<Integer> ports(long pid) {
    if (sockets == null) {
      return null;
    }
    try {
      return sockets.ports(pid);
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether no process listens there: one that does not accept does listen. */
  static boolean isFree(int port) throws IOException {
    for (byte[] loopback : LOOPBACKS) {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getByAddress(loopback), port), CONNECT_MILLIS);
        return false;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        // Refused, or this machine has no such address.
        continue;
      }
    }
    return true;
  }

  /** 0 if the answer is none of HTTP's. */
  private static int status(Socket socket, int port, String path) throws IOException {
    socket.setSoTimeout(ANSWER_MILLIS);
    String request =
        "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] line = new byte["HTTP/1.1 200".length()];
    int length = 0;
    while (length < line.length) {
      int n = in.read(line, length, line.length - length);
      if (n < 0) {
        return 0;
      }
      length += n;
    }
    try {
      return Integer.parseInt(new String(line, 9, 3, US_ASCII));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
