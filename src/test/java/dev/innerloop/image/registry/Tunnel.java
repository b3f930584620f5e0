package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A proxy for one connection, which it leads to a registry whatever host is asked for. */
final class Tunnel implements AutoCloseable {

  private final ServerSocket server;
  private final CompletableFuture<String> asked = new CompletableFuture<>();

  private Tunnel(ServerSocket server) {
    this.server = server;
  }

  static Tunnel to(String registry) throws IOException {
    Tunnel tunnel = new Tunnel(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    daemon(() -> tunnel.serve(Integer.parseInt(registry.replaceFirst(".*:", ""))));
    return tunnel;
  }

  /** One that wants a login, and takes none. */
  static Tunnel closedToStrangers() throws IOException {
    Tunnel tunnel = new Tunnel(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    daemon(tunnel::refuse);
    return tunnel;
  }

  private void refuse() {
    try {
      while (true) {
        try (Socket client = server.accept()) {
          asked.complete(readHead(client));
          client
              .getOutputStream()
              .write(
                  ("HTTP/1.1 407 Proxy Authentication Required\r\n"
                          + "Proxy-Authenticate: Basic realm=\"proxy\"\r\n"
                          + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                      .getBytes(UTF_8));
        }
      }
    } catch (IOException closed) {
      asked.completeExceptionally(closed); // of no effect once somebody asked
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** The first line that it was sent; fails as the tunnel did before that. */
  String asked() throws Exception {
    return asked.get(10, TimeUnit.SECONDS);
  }

  private void serve(int port) {
    try (Socket client = server.accept();
        Socket registry = new Socket("127.0.0.1", port)) {
      String head = readHead(client);
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
      asked.complete(head);
      daemon(() -> copy(registry, client));
      copy(client, registry);
    } catch (IOException | RuntimeException e) {
      asked.completeExceptionally(e); // of no effect once the test has what it asked for
    }
  }

  /** Its first line. */
  private static String readHead(Socket client) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = client.getInputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.toString().endsWith("\r\n\r\n")) {
        return head.substring(0, head.indexOf("\r\n"));
      }
    }
    throw new IOException("ended in the middle of its head: " + head);
  }

  /** Until either side closes, which is how each connection ends. */
  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException closed) {
      // The other direction ends, too, and who waits for an answer fails by that.
    }
  }

  private static void daemon(Runnable action) {
    Thread thread = new Thread(action, "test-tunnel");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
