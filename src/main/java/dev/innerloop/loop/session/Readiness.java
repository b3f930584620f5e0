package dev.innerloop.loop.session;

import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.hint.Hint;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether the apps of a session have become ready, and what it means if one has not. */
public final class Readiness {

  private final List<AppSession> sessions;
  private final Consumer<Event> events;
  private final boolean detached;
  private final String watch;
  private final long begun = System.nanoTime();

  /**
   * Counts from now on.
   *
   * @param sessions those of all apps; may still grow
   * @param detached whether the session ends once all apps are ready
   * @param watch the command for a session in which saves are brought over
   */
  public Readiness(
      List<AppSession> sessions, Consumer<Event> events, boolean detached, String watch) {
    this.sessions = sessions;
    this.events = events;
    this.detached = detached;
    this.watch = watch;
  }

  /**
   * A roll-out has ended.
   *
   * @param watching whether saves follow, which may heal what went wrong
   * @throws Problem if the app cannot become ready any more
   */
  public void rolledOut(Hint.RolloutEnded rollout, boolean watching) {
    AppSession session = session(rollout.app());
    if (rollout.problem().isEmpty()) {
      session.milestones().rolledOut();
      return;
    }
    if (session.isDebugged() && session.hasReplicas()) {
      session.milestones().rolledOut(); // whatever was waited for may stand at a breakpoint
      return;
    }
    // With a replica at hand the next save may heal it; without one nothing can.
    Problem problem = rollout.problem().get();
    if (!watching || !session.hasReplicas()) {
      throw problem;
    }
    events.accept(Event.Notice.of(problem));
  }

  /** What was changed while the session runs is rolled out, or cannot be: the next save may be. */
  public void changeRolledOut(Hint.ChangeRolledOut rollout) {
    rollout.problem().map(Event.Notice::of).ifPresent(events);
    if (rollout.problem().isEmpty()) {
      session(rollout.app()).changeRolledOut();
    }
  }

  /** An app serves what it was given first. */
  public void firstServed(Hint.FirstServed served) {
    session(served.app()).milestones().firstServed();
  }

  /**
   * An app has ended.
   *
   * @param watching whether saves follow: without them nothing can heal an app that does not start
   * @throws Problem if the app cannot become ready any more
   */
  public void crashed(Hint.Crashed crashed, boolean watching) {
    if (!watching && !session(crashed.app()).milestones().isReady()) {
      throw new Problem(
          crashed.app() + " ended with exit code " + crashed.exitCode() + " before it was ready.",
          "Its output is above. Correct it and run it again, or let it be corrected while it runs: "
              + watch);
    }
  }

  /** Tells of apps that have become ready; returns whether all are, and nobody stays for more. */
  public boolean isAllDone() {
    boolean all = true;
    for (AppSession session : sessions) {
      if (session.milestones().becameReady()) {
        events.accept(
            new Event.Ready(
                session.app().name(),
                detached ? Optional.empty() : session.url(), // the forward ends with us
                (System.nanoTime() - begun) / 1_000_000));
      }
      all &= session.milestones().isReady();
    }
    return all && detached;
  }

  private AppSession session(String app) {
    return sessions.stream()
        .filter(session -> session.app().name().equals(app))
        .findFirst()
        .orElseThrow();
  }
}
