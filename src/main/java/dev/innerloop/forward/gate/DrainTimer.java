package dev.innerloop.forward.gate;

import java.time.Duration;

/**
 * How long to wait for the requests of a replica. The time starts again with each request that
 * ends, but not without a limit.
 */
final class DrainTimer {

  private final long patience;
  private final long limit;
  private long deadline;
  private int requests;

  /**
   * @param times the limit, as a multiple of the patience
   * @param requests in progress
   * @param now by {@link System#nanoTime()}
   */
  DrainTimer(Duration patience, int times, int requests, long now) {
    this.patience = patience.toNanos();
    this.limit = now + times * this.patience;
    this.deadline = now + this.patience;
    this.requests = requests;
  }

  /** The nanoseconds that are left; zero or less if the time is up. */
  long left(int inProgress, long now) {
    if (inProgress < requests) {
      requests = inProgress;
      deadline = now + Math.min(patience, limit - now);
    }
    return deadline - now;
  }
}
