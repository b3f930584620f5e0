package dev.innerloop.local;

import java.time.Duration;
import java.util.List;

/** How soon a supervisor that exited is replaced: later and later if it keeps exiting. */
final class RespawnBackoff {

  /** One that has run for so long has not failed to start. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final List<Duration> pauses;
  private final Duration longest;
  private int inARow;

  /**
   * @param pauses after the first exits in a row
   * @param longest after all others
   */
  RespawnBackoff(List<Duration> pauses, Duration longest) {
    this.pauses = List.copyOf(pauses);
    this.longest = longest;
  }

  static RespawnBackoff usual() {
    return new RespawnBackoff(
        List.of(
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8)),
        Duration.ofSeconds(30));
  }

  /**
   * How long to wait before another one is started.
   *
   * @param uptime of the one that exited
   */
  Duration pauseAfter(Duration uptime) {
    inARow = uptime.compareTo(STEADY) >= 0 ? 1 : inARow + 1;
    return inARow <= pauses.size() ? pauses.get(inARow - 1) : longest;
  }

  /** How many have exited in a row, none of which ran for long. */
  int inARow() {
    return inARow;
  }

  /** Whether the last pause was the longest for the first time. */
  boolean hasSlowedDown() {
    return inARow == pauses.size() + 1;
  }
}
