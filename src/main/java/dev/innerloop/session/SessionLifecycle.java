package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.session.SessionInbox.Batch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Decides from signals whether the apps of a session have become ready, whether one never can, and
 * when the session ends.
 */
final class SessionLifecycle {

  /** How the line begins that reports the end of a session whose apps are not all ready. */
  static final String BEFORE_READY = "Ended before the app was ready";

  private final List<AppSession> apps;
  private final Mode mode;
  private final Runnable whenReady;
  private final Consumer<Event> events;
  private final long begun;

  /** Apps that have done their work, before they were ready or instead of it. */
  private final Set<AppSession> completed = new LinkedHashSet<>();

  /**
   * How a session was asked to run.
   *
   * @param isWatching whether saves are delivered, which may repair an app that does not start
   * @param isDetached whether the session ends once all apps are ready
   * @param watchCommand for a session that delivers saves
   */
  record Mode(boolean isWatching, boolean isDetached, String watchCommand) {}

  /**
   * @param begun when the session began, by {@link System#nanoTime()}
   * @param whenReady called each time that an app has become ready
   */
  SessionLifecycle(
      List<AppSession> apps, Mode mode, long begun, Runnable whenReady, Consumer<Event> events) {
    this.apps = List.copyOf(apps);
    this.mode = mode;
    this.begun = begun;
    this.whenReady = whenReady;
    this.events = events;
  }

  /**
   * Reacts to the signals of a batch, before its changes are built.
   *
   * @return whether the session continues
   * @throws Problem if an app cannot become ready any more
   */
  boolean goesOnAfter(Batch batch) throws InterruptedException {
    List<SessionSignal> signals = batch.signals();
    for (SessionSignal signal : signals) {
      if (signal instanceof SessionSignal.Stop) {
        String ended = cutShort(!batch.changes().isEmpty());
        Ending ending = endApps();
        events.accept(new Event.SessionEnded(ending.sentence(ended), ending.next()));
        return false;
      }
    }
    for (SessionSignal signal : signals) {
      if (signal instanceof SessionSignal.Restart) {
        apps.forEach(AppSession::restart);
      } else if (signal instanceof SessionSignal.RolloutEnded rollout) {
        rolledOut(app(rollout.app()), rollout.problem());
      } else if (signal instanceof SessionSignal.ChangeRolledOut rollout) {
        changeRolledOut(app(rollout.app()), rollout.problem());
      } else if (signal instanceof SessionSignal.UpdateServed served) {
        app(served.app()).readiness().served();
      } else if (signal instanceof SessionSignal.PortTaken taken) {
        app(taken.app()).portTaken(taken.revision());
      } else if (signal instanceof SessionSignal.Crashed crashed) {
        crashed(app(crashed.app()), crashed.exitCode());
      }
    }
    if (completed.size() == apps.size()) {
      events.accept(
          new Event.SessionEnded(
              names(completed)
                  + (apps.size() == 1 ? " has" : " have")
                  + " completed with exit code 0.",
              endApps().next()));
      return false;
    }
    return !isDone();
  }

  private void rolledOut(AppSession app, Optional<Problem> problem) {
    boolean mayBeAtABreakpoint = app.isDebugged() && app.hasAttachedReplica();
    if (problem.isEmpty() || mayBeAtABreakpoint) {
      app.readiness().rolledOut();
      return;
    }
    // With a replica the next save may repair it; without one nothing can.
    if (!mode.isWatching() || !app.hasAttachedReplica()) {
      throw problem.get();
    }
    events.accept(Event.Notice.of(problem.get()));
    app.readiness().rolloutFailed();
  }

  private void changeRolledOut(AppSession app, Optional<Problem> problem) {
    if (problem.isPresent()) {
      events.accept(Event.Notice.of(problem.get()));
    } else {
      app.changeRolledOut();
    }
  }

  private void crashed(AppSession app, int exitCode) {
    if (mode.isWatching() || app.readiness().isReady()) {
      return;
    }
    if (exitCode == 0) {
      completed.add(app);
    } else {
      throw new Problem(
          app.name() + " exited with code " + exitCode + " before it was ready.",
          "Its output is above. Fix it and run it again, or fix it while it runs: "
              + mode.watchCommand());
    }
  }

  /** Reports apps that have become ready; returns whether a detached session is done. */
  private boolean isDone() {
    boolean areAllReady = true;
    for (AppSession app : apps) {
      if (app.readiness().becameReady()) {
        events.accept(
            new Event.Ready(
                app.name(),
                mode.isDetached() ? Optional.empty() : app.url(), // the forward ends with us
                (System.nanoTime() - begun) / 1_000_000));
        whenReady.run();
      }
      areAllReady &= app.readiness().isReady();
    }
    boolean isDone = areAllReady && mode.isDetached();
    if (isDone) {
      events.accept(new Event.SessionEnded("Detached: the app keeps running.", List.of()));
    }
    return isDone;
  }

  /** What the end of the session cuts short. */
  private String cutShort(boolean hasUnbuiltSaves) {
    if (!apps.stream().allMatch(app -> app.readiness().isReady())) {
      return BEFORE_READY;
    }
    return hasUnbuiltSaves || apps.stream().anyMatch(AppSession::isUpdating)
        ? "Ended before the last save was served"
        : "Ended";
  }

  /** All apps are left alike, and the same commands select all of them. */
  private Ending endApps() throws InterruptedException {
    Ending first = Ending.CLEAN;
    for (AppSession app : apps) {
      Ending ending = app.end();
      first = first.equals(Ending.CLEAN) ? ending : first;
    }
    return first;
  }

  private static String names(Set<AppSession> apps) {
    return apps.stream().map(AppSession::name).collect(Collectors.joining(", "));
  }

  private AppSession app(String name) {
    return apps.stream().filter(app -> app.name().equals(name)).findFirst().orElseThrow();
  }
}
