package dev.innerloop.acceptance;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A port that leads to another one on the loopback, far away: every byte takes its time. */
final class DelayingRelay implements Closeable {

  private final ServerSocket server;
  private final int port;
  private final long delay;

  private record Chunk(byte[] bytes, long due) {

    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private DelayingRelay(ServerSocket server, int port, long delay) {
    this.server = server;
    this.port = port;
    this.delay = delay;
  }

  /**
   * @param roundTrip for a byte there and one back
   */
  static DelayingRelay to(int port, Duration roundTrip) throws IOException {
    ServerSocket server = new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1"));
    DelayingRelay relay = new DelayingRelay(server, port, roundTrip.toNanos() / 2);
    daemon("relay-accept", relay::accept);
    return relay;
  }

  int localPort() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        Socket far = new Socket("127.0.0.1", port);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        pass(near, far);
        pass(far, near);
      } catch (IOException e) {
        // Closed, or the other side does not take it: its client notices.
        continue;
      }
    }
  }

  private void pass(Socket from, Socket to) {
    BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
    daemon(
        "relay-in",
        () -> {
          byte[] buffer = new byte[64 * 1024];
          try (InputStream in = from.getInputStream()) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
              underWay.add(new Chunk(Arrays.copyOf(buffer, read), System.nanoTime() + delay));
            }
          } catch (IOException e) {
            // As good as the end of it.
          }
          underWay.add(new Chunk(new byte[0], System.nanoTime() + delay));
        });
    daemon(
        "relay-out",
        () -> {
          try (OutputStream out = to.getOutputStream()) {
            for (Chunk chunk = underWay.take(); !chunk.isEnd(); chunk = underWay.take()) {
              TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
              out.write(chunk.bytes());
              out.flush();
            }
          } catch (IOException e) {
            // The other direction ends, too.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
