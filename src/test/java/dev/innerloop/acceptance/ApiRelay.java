package dev.innerloop.acceptance;

import dev.innerloop.testing.ReservedPort;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API server of our node as one session reaches it: cutting it off closes the port and every
 * connection through it, port-forwards included, and no other test notices. The line can also be
 * silent, slow or lossy, with connections that stay open.
 */
final class ApiRelay implements Closeable {

  private static final Pattern SERVER = Pattern.compile("server: https://127\\.0\\.0\\.1:(\\d+)");

  private final ReservedPort port = new ReservedPort();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Path kubeconfig;
  private final int apiPort;
  private final RelayedLine line = new RelayedLine();
  private ServerSocket server;

  private ApiRelay(Path kubeconfig, int apiPort) {
    this.kubeconfig = kubeconfig;
    this.apiPort = apiPort;
  }

  /**
   * @param original names a server on 127.0.0.1
   * @param kubeconfig is written: the same, by way of the relay
   */
  static ApiRelay start(Path original, Path kubeconfig) {
    try {
      String text = Files.readString(original);
      Matcher server = SERVER.matcher(text);
      if (!server.find()) {
        throw new AssertionError("The API server is not on 127.0.0.1:\n" + text);
      }
      ApiRelay relay = new ApiRelay(kubeconfig, Integer.parseInt(server.group(1)));
      Files.writeString(
          kubeconfig, server.replaceFirst("server: https://127.0.0.1:" + relay.port.number()));
      relay.restore();
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  RelayedLine line() {
    return line;
  }

  /** Refuses connections, and closes all that there are. */
  void cut() {
    try {
      server.close();
      while (!open.isEmpty()) {
        for (Socket socket : open) {
          socket.close();
          open.remove(socket);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void restore() {
    try {
      server = new ServerSocket(port.number(), 128, InetAddress.getByName("127.0.0.1"));
      ServerSocket accepting = server;
      daemon("api-relay-accept", () -> accept(accepting));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket accepting) {
    try {
      while (true) {
        Socket near = accepting.accept();
        Socket far = new Socket("127.0.0.1", apiPort);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.add(near);
        open.add(far);
        daemon("api-relay-out", () -> pass(near, far));
        daemon("api-relay-in", () -> pass(far, near));
        if (accepting.isClosed()) {
          cut(); // accepted just before
        }
      }
    } catch (IOException closed) {
      // Until it is restored.
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      line.pass(from.getInputStream(), to.getOutputStream());
    } catch (IOException closed) {
      // Both sides have noticed.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    cut();
    port.close();
  }
}
