package dev.innerloop.replica;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** Takes all that is sent and never answers, until it is closed. */
public final class SilentConnection implements ReplicaConnection {

  private final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        // As from a socket, an interrupt does not end it.
        while (true) {
          try {
            closed.await();
            throw new IOException("closed");
          } catch (InterruptedException e) {
            continue;
          }
        }
      }
    };
  }

  @Override
  public OutputStream output() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public void close() {
    closed.countDown();
  }

  public void awaitClosed() throws InterruptedException {
    closed.await();
  }
}
