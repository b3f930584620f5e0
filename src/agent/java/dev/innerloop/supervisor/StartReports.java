package dev.innerloop.supervisor;

import dev.innerloop.wire.StartObstacle;

/**
 * Reports a start that takes long: now and then, at once that the port of the app is taken, and
 * soon that the app listens on other ports than its own.
 */
final class StartReports {

  private final StartCheck check;
  private final SupervisedApp.Progress progress;
  private final long intervalMillis;
  private final long portsMillis;
  private long next;
  private long nextPorts;
  private boolean isTaken;

  /** Seen when the ports were last looked up. */
  private StartObstacle seen = StartObstacle.notListening();

  private StartObstacle reported = seen;

  /**
   * @param intervalMillis between two reports, and before the first
   * @param portsMillis after which an app is asked again on which ports it listens; the answer
   *     counts once it is the same twice, since an app may open several
   */
  StartReports(
      StartCheck check, SupervisedApp.Progress progress, long intervalMillis, long portsMillis) {
    this.check = check;
    this.progress = progress;
    this.intervalMillis = intervalMillis;
    this.portsMillis = portsMillis;
    this.next = intervalMillis;
    this.nextPorts = portsMillis;
  }

  /**
   * @param millis since the app was started
   */
  void report(StartObstacle obstacle, long millis) {
    boolean wasTaken = isTaken;
    isTaken = obstacle.kind() == StartObstacle.Kind.PORT_TAKEN;
    if (millis >= next || (isTaken && !wasTaken)) {
      waiting(check.detailed(obstacle), millis);
    } else if (millis >= nextPorts) {
      nextPorts = millis + portsMillis;
      StartObstacle before = seen;
      seen = check.detailed(obstacle);
      if (!seen.ports().isEmpty() && seen.equals(before) && !seen.equals(reported)) {
        waiting(seen, millis);
      }
    }
  }

  private void waiting(StartObstacle obstacle, long millis) {
    next = millis + intervalMillis;
    reported = obstacle;
    progress.waiting(millis, obstacle);
  }
}
