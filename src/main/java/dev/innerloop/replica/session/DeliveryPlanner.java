package dev.innerloop.replica.session;

import dev.innerloop.content.Blobs;
import dev.innerloop.reload.ReloadPlan;
import dev.innerloop.reload.ReloadPlanner;
import dev.innerloop.reload.RunningClasses;
import dev.innerloop.replica.Revision;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.ReloadStrategy;
import java.io.IOException;

/** Chooses how a revision takes effect in one replica, by what that holds and runs. */
final class DeliveryPlanner {

  private final ReloadPlanner content;

  DeliveryPlanner(Blobs blobs) {
    this.content = new ReloadPlanner(blobs);
  }

  /**
   * Plans without regard to what the session may do.
   *
   * @param restart why a running app has to restart in any case; empty if it need not
   * @param classes what the app's JVM was given since it started
   * @throws IOException if content that should be known cannot be read
   */
  ReloadPlan plan(ActualState actual, Revision revision, String restart, RunningClasses classes)
      throws IOException {
    return switch (actual.app()) {
      case WAITING -> newJvm("first start");
      case EXITED -> newJvm("the app had ended");
      case STOPPED -> newJvm("the app was not running");
      case STARTING, SERVING -> ofRunningApp(actual, revision, restart, classes);
    };
  }

  private ReloadPlan ofRunningApp(
      ActualState actual, Revision revision, String restart, RunningClasses classes)
      throws IOException {
    Launch running = actual.launch();
    if (running == null) {
      return newJvm("it is unknown how the app was started");
    }
    if (!revision.launch().startsLike(running)) {
      return newJvm(new LaunchDifference(running, revision.launch()).description());
    }
    if (!restart.isEmpty()) {
      return newJvm(restart);
    }
    ReloadPlan plan =
        content.plan(
            actual.inventory(),
            revision.inventory(),
            classes.inJvm(actual.acceptsAddedMethods(), actual.definesClasses()));
    return plan.strategy() == ReloadStrategy.REDEFINE && actual.app() == AppState.STARTING
        ? newJvm("the app was still starting")
        : plan;
  }

  private static ReloadPlan newJvm(String reason) {
    return ReloadPlan.of(ReloadStrategy.JVM, reason);
  }
}
