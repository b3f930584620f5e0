package dev.innerloop.loop;

import dev.innerloop.cluster.Workload;

/** Whether somebody works on an app. */
final class Attendance {

  private Attendance() {}

  /**
   * Makes sure that nobody does.
   *
   * @throws dev.innerloop.problem.Problem if a session holds the app
   */
  static void none(Workload workload, CommandForm commands) {}
}
