package dev.innerloop.supervisor;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Accepts connections until the listener is closed; backs off while that keeps failing. */
final class AcceptLoop implements Runnable {

  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final ServerSocket listening;
  private final Handler handler;
  private final Pause pause;

  AcceptLoop(ServerSocket listening, Handler handler, Pause pause) {
    this.listening = listening;
    this.handler = handler;
    this.pause = pause;
  }

  /** Takes a connection over, and closes it. */
  interface Handler {
    void accepted(Socket socket) throws IOException;
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
    Socket socket;
    try {
      socket = listening.accept();
    } catch (IOException e) {
      return false;
    }
    try {
      handler.accepted(socket);
      return true;
    } catch (IOException e) {
      // One connection that fails is its peer's loss.
      Sockets.close(socket);
      return true;
    } catch (RuntimeException | Error e) {
      Sockets.close(socket);
      return false;
    }
  }
}
