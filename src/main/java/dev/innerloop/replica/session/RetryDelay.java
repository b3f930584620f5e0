package dev.innerloop.replica.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When a desired state that could not be delivered is tried again: later each time. */
final class RetryDelay {

  static final Duration FIRST = Duration.ofSeconds(2);
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final LongSupplier nanoTime;
  private @Nullable DesiredState failed;
  private Duration pause = FIRST;
  private long retryAt;

  RetryDelay(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void failed(DesiredState desired) {
    Duration twice = pause.multipliedBy(2);
    pause = !desired.equals(failed) ? FIRST : twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    failed = desired;
    retryAt = nanoTime.getAsLong() + pause.toNanos();
  }

  void succeeded() {
    failed = null;
  }

  boolean isPausing(DesiredState desired) {
    return nanosUntilRetry(desired) != Long.MAX_VALUE;
  }

  /** {@link Long#MAX_VALUE} if there is nothing to wait for. */
  long nanosUntilRetry(DesiredState desired) {
    long left = retryAt - nanoTime.getAsLong();
    return desired.equals(failed) && left > 0 ? left : Long.MAX_VALUE;
  }
}
