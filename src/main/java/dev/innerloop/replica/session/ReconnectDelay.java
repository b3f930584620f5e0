package dev.innerloop.replica.session;

import java.time.Duration;

/**
 * How long to wait before the next connection: longer each time, also if connections can be made
 * but are of no use.
 */
final class ReconnectDelay {

  static final Duration FIRST = Duration.ofMillis(50);
  static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = FIRST;

  Duration next() {
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return now;
  }

  void reset() {
    next = FIRST;
  }
}
