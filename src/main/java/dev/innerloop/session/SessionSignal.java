package dev.innerloop.session;

import dev.innerloop.problem.Problem;
import java.util.Optional;

/** What a session has to react to, other than changes of the project. */
sealed interface SessionSignal {

  /** The user ends the session. */
  record Stop() implements SessionSignal {}

  /** The user wants the apps restarted. */
  record Restart() implements SessionSignal {}

  /**
   * The rollout of a deployment that a session started with has ended.
   *
   * @param problem why the app is not rolled out; empty if it is
   */
  record RolloutEnded(String app, Optional<Problem> problem) implements SessionSignal {}

  /**
   * The rollout of a change that was applied during the session has ended.
   *
   * @param problem why the change is not rolled out; empty if it is
   */
  record ChangeRolledOut(String app, Optional<Problem> problem) implements SessionSignal {}

  /** All live replicas of the app serve the newest update. */
  record UpdateServed(String app) implements SessionSignal {}

  /**
   * Another process listens on the port of the app.
   *
   * @param revision that is not served because of it
   */
  record PortTaken(String app, long revision) implements SessionSignal {}

  /** The app exited without being asked to. */
  record Crashed(String app, int exitCode) implements SessionSignal {}
}
