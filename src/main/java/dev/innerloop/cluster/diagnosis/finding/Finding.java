package dev.innerloop.cluster.diagnosis.finding;

import java.time.Duration;

/**
 * A diagnosis that may still pass.
 *
 * @param toldAfter how long it lasts before it is worth a line
 * @param certainAfter how long it lasts before nothing but a change by somebody heals it
 */
public record Finding(Diagnosis diagnosis, Duration toldAfter, Duration certainAfter) {

  /** Longer than any roll-out. */
  private static final Duration NEVER = Duration.ofDays(10_000);

  /** What is normal for a moment is not worth a line. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Nothing but a change heals it. */
  public static Finding certain(Diagnosis diagnosis) {
    return new Finding(diagnosis, Duration.ZERO, Duration.ZERO);
  }

  /** It may pass within a time. */
  public static Finding certainAfter(Duration grace, Diagnosis diagnosis) {
    return new Finding(diagnosis, MOMENT, grace);
  }

  /** It may pass at any time. */
  public static Finding passing(Diagnosis diagnosis) {
    return passing(MOMENT, diagnosis);
  }

  /** It may pass at any time, and is usual for a while. */
  public static Finding passing(Duration usual, Diagnosis diagnosis) {
    return new Finding(diagnosis, usual, NEVER);
  }

  /** The same for as long as something is under way that may heal it. */
  public Finding passingWhile(boolean healing) {
    return healing ? new Finding(diagnosis, toldAfter, NEVER) : this;
  }
}
