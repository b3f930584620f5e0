package dev.innerloop.cluster.diagnosis;

import java.time.Duration;

/**
 * A diagnosis that may be temporary.
 *
 * @param reportedAfter how long it must last before it is reported
 * @param certainAfter how long it must last before the rollout fails
 */
public record Finding(Diagnosis diagnosis, Duration reportedAfter, Duration certainAfter) {

  /** Longer than any rollout. */
  private static final Duration NEVER = Duration.ofDays(10_000);

  /** What is normal for a moment is not reported. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Only a change can fix it. */
  public static Finding certain(Diagnosis diagnosis) {
    return new Finding(diagnosis, Duration.ZERO, Duration.ZERO);
  }

  /** It may pass within a given time. */
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

  /** The same while an ongoing operation may fix it. */
  public Finding passingWhile(boolean healing) {
    return healing ? new Finding(diagnosis, reportedAfter, NEVER) : this;
  }
}
