package dev.innerloop.supervisor;

import dev.innerloop.wire.StartObstacle;

/** Reports a start that takes long: now and then, and at once that the port of the app is taken. */
final class StartReports {

  private final StartCheck check;
  private final SupervisedApp.Progress progress;
  private final long intervalMillis;
  private long next;
  private boolean isTaken;

  /**
   * @param intervalMillis between two reports, and before the first
   */
  StartReports(StartCheck check, SupervisedApp.Progress progress, long intervalMillis) {
    this.check = check;
    this.progress = progress;
    this.intervalMillis = intervalMillis;
    this.next = intervalMillis;
  }

  /**
   * @param millis since the app was started
   */
  void report(StartObstacle obstacle, long millis) {
    boolean wasTaken = isTaken;
    isTaken = obstacle.kind() == StartObstacle.Kind.PORT_TAKEN;
    if (millis >= next || (isTaken && !wasTaken)) {
      next = millis + intervalMillis;
      progress.waiting(millis, check.detailed(obstacle));
    }
  }
}
