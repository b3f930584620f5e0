package dev.innerloop.acceptance;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;

/** How bytes get from one side to the other, over all connections of a relay. */
final class RelayedLine {

  private static final int CHUNK = 16 * 1024;

  @GuardedBy("this")
  private boolean silent;

  @GuardedBy("this")
  private long delayMillis;

  @GuardedBy("this")
  private int lostOf;

  @GuardedBy("this")
  private Random random = new Random(0);

  /** Nothing arrives until it is good again; nothing is lost, and no connection ends. */
  synchronized void silent() {
    silent = true;
  }

  /** Each piece takes this long. */
  synchronized void slow(Duration delay) {
    delayMillis = delay.toMillis();
  }

  /** One of so many pieces ends its connection. */
  synchronized void lossy(int lostOf, Random random) {
    this.lostOf = lostOf;
    this.random = random;
  }

  /** As it was at first. */
  synchronized void good() {
    silent = false;
    delayMillis = 0;
    lostOf = 0;
    notifyAll();
  }

  /** Passes bytes until one side ends it. */
  void pass(InputStream from, OutputStream to) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int read = from.read(chunk); read > 0; read = from.read(chunk)) {
      travel();
      to.write(chunk, 0, read);
    }
  }

  private synchronized void travel() throws IOException {
    try {
      if (lostOf > 0 && random.nextInt(lostOf) == 0) {
        throw new IOException("lost");
      }
      long until = System.nanoTime() + Duration.ofMillis(delayMillis).toNanos();
      long left = delayMillis;
      while (silent || left > 0) {
        wait(silent ? 0 : left);
        left = delayMillis == 0 ? 0 : Duration.ofNanos(until - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
