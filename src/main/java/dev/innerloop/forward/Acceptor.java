package dev.innerloop.forward;

import dev.innerloop.process.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Accepts the connections to a server socket in a thread of its own, until it is closed.
 *
 * <p>{@code accept} fails at once while the process has no file descriptors left. So a failure is
 * followed by a pause, which grows up to a second, and the reason is reported once a minute.
 */
final class Acceptor implements Closeable {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final long REPORT_AGAIN = Duration.ofMinutes(1).toNanos();
  private static final Duration END = Duration.ofSeconds(1);

  private final ServerSocket server;
  private final Handler handler;
  private final Consumer<String> failed;
  private final Pauses pauses;
  private final Thread thread;

  // Used by the accepting thread only.
  private Duration pause = FIRST_PAUSE;
  private String reported = "";
  private long reportedAt;

  /** Takes a connection over. If it throws, the connection is closed. */
  interface Handler {
    void accepted(Socket socket) throws IOException;
  }

  /** Waits between two attempts. */
  interface Pauses {
    void pause(Duration duration) throws InterruptedException;

    /** Ends the pause, and all that follow. */
    void end();
  }

  private static final class UntilClosed implements Pauses {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void pause(Duration duration) throws InterruptedException {
      boolean unused = closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void end() {
      closed.countDown();
    }
  }

  /**
   * Call {@link #start()} to accept.
   *
   * @param name of the thread
   * @param failed is called with the reason if connections cannot be accepted
   */
  Acceptor(ServerSocket server, String name, Handler handler, Consumer<String> failed) {
    this(server, name, handler, failed, new UntilClosed());
  }

  Acceptor(
      ServerSocket server, String name, Handler handler, Consumer<String> failed, Pauses pauses) {
    this.server = server;
    this.handler = handler;
    this.failed = failed;
    this.pauses = pauses;
    this.thread = DaemonThreads.named(name, this::accept);
  }

  void start() {
    thread.start();
  }

  /** Frees the port. Connections that were accepted stay open. */
  @Override
  public void close() throws IOException {
    server.close();
    pauses.end();
    try {
      // The kernel keeps the port as long as a thread waits in accept, closed or not.
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        try {
          hand(server.accept());
          pause = FIRST_PAUSE;
        } catch (IOException | RuntimeException | Error e) {
          if (!server.isClosed()) {
            report(reason(e));
            pauses.pause(pause);
            pause = longer(pause);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hand(Socket socket) throws IOException {
    boolean taken = false;
    try {
      handler.accepted(socket);
      taken = true;
    } finally {
      if (!taken) {
        socket.close();
      }
    }
  }

  /** Under load success and failure alternate, so a success does not make it worth repeating. */
  private void report(String reason) {
    long now = System.nanoTime();
    if (!reason.equals(reported) || now - reportedAt >= REPORT_AGAIN) {
      reported = reason;
      reportedAt = now;
      failed.accept(reason);
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof IOException && failure.getMessage() != null
        ? failure.getMessage()
        : failure.toString();
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
