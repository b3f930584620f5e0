package dev.innerloop.supervisor;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** Accepts connections until the listener is closed; backs off while that keeps failing. */
final class AcceptLoop implements Runnable {

  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final ServerSocket listening;
  private final Consumer<Socket> handler;
  private final Pause pause;

  /**
   * @param handler takes a connection over, and closes it
   */
  AcceptLoop(ServerSocket listening, Consumer<Socket> handler, Pause pause) {
    this.listening = listening;
    this.handler = handler;
    this.pause = pause;
  }

  /** {@link Thread#sleep}, but for tests. */
  interface Pause {
    void millis(long millis) throws InterruptedException;
  }

  @Override
  public void run() {
    long next = FIRST_PAUSE_MILLIS;
    try {
      while (!listening.isClosed()) {
        if (accept()) {
          next = FIRST_PAUSE_MILLIS;
        } else if (!listening.isClosed()) {
          // No file handles or no threads are left: that passes, but not at once.
          pause.millis(next);
          next = Math.min(LONGEST_PAUSE_MILLIS, 2 * next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean accept() {
    Socket socket = null;
    try {
      socket = listening.accept();
      handler.accept(socket);
      return true;
    } catch (IOException | RuntimeException | Error e) {
      if (socket != null) {
        Closeables.close(socket);
      }
      return false;
    }
  }
}
