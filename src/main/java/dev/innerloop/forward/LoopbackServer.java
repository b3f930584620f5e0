package dev.innerloop.forward;

import dev.innerloop.io.Loopback;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * Listens on 127.0.0.1, and keeps the same port of ::1 to itself: browsers take "localhost" for
 * both, and another user of the machine who listens there would get their requests. Connections to
 * ::1 are refused, after which browsers take the other address.
 */
final class LoopbackServer extends ServerSocket {

  private static final int BACKLOG = 128;

  private final @Nullable Socket reserved;

  private LoopbackServer(int port) throws IOException {
    try {
      bind(new InetSocketAddress(Loopback.ipv4(), port), BACKLOG);
      reserved = reserve(getLocalPort());
    } catch (IOException e) {
      super.close();
      throw e;
    }
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any
   * @throws IOException if another process holds one of both
   */
  static ServerSocket listen(int port) throws IOException {
    return new LoopbackServer(port);
  }

  /** Null on a machine without IPv6. */
  private static @Nullable Socket reserve(int port) throws IOException {
    try {
      return bound(port);
    } catch (BindException e) {
      if (hasIpv6()) {
        throw new BindException("another process holds [::1]:" + port);
      }
      return null;
    } catch (SocketException e) {
      return null;
    }
  }

  private static boolean hasIpv6() {
    try (Socket any = bound(0)) {
      return any.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** It does not listen, and has no SO_REUSEADDR: so no other socket can be bound. */
  private static Socket bound(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(Loopback.ipv6(), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      if (reserved != null) {
        reserved.close();
      }
    }
  }
}
