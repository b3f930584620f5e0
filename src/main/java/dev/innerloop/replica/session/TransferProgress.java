package dev.innerloop.replica.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Decides which steps of a transfer are worth a report: four per second, and the last one. */
final class TransferProgress {

  private static final long INTERVAL = Duration.ofMillis(250).toNanos();

  private final long total;
  private final LongSupplier nanoTime;
  private final Listener listener;
  private final long start;
  private long reportedAt;
  private long sent;

  /** Is notified of how much content is sent. */
  interface Listener {

    /**
     * @param elapsed since the transfer began
     */
    void transferring(long sent, long total, Duration elapsed) throws InterruptedException;
  }

  /**
   * @param total bytes
   */
  TransferProgress(long total, LongSupplier nanoTime, Listener listener) {
    this.total = total;
    this.nanoTime = nanoTime;
    this.listener = listener;
    this.start = nanoTime.getAsLong();
    this.reportedAt = start;
  }

  void sent(int bytes) throws InterruptedException {
    sent += bytes;
    long now = nanoTime.getAsLong();
    if (sent == total || now - reportedAt >= INTERVAL) {
      reportedAt = now;
      listener.transferring(sent, total, Duration.ofNanos(now - start));
    }
  }
}
