package dev.innerloop.local;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How soon a supervisor that exited is replaced, and how often if it keeps exiting. */
final class RespawnLimit {

  /** One that has run for so long has not failed to start. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final List<Duration> pauses;
  private int inARow;

  RespawnLimit(List<Duration> pauses) {
    this.pauses = List.copyOf(pauses);
  }

  static RespawnLimit usual() {
    return new RespawnLimit(
        List.of(
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8)));
  }

  /**
   * How long to wait before another one is started; empty if none should be.
   *
   * @param uptime of the one that exited
   */
  Optional<Duration> pauseAfter(Duration uptime) {
    if (uptime.compareTo(STEADY) >= 0) {
      inARow = 0;
    }
    return inARow < pauses.size() ? Optional.of(pauses.get(inARow++)) : Optional.empty();
  }

  int most() {
    return pauses.size();
  }
}
