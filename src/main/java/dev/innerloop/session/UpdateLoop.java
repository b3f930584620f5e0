package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.session.SessionInbox.Batch;
import java.util.List;
import java.util.function.Consumer;

/**
 * The path of a save: collected, built, turned into a revision of each app, delivered to replicas.
 *
 * <p>The loop runs on the thread that called the goal, because Maven's own builds have to. All
 * other threads only post to the inbox; each replica is driven to the newest revision by a thread
 * of its own.
 */
final class UpdateLoop {

  private final SessionInbox inbox;
  private final SessionLifecycle lifecycle;
  private final IncrementalBuild project;
  private final List<AppSession> apps;
  private final Consumer<Event> events;

  UpdateLoop(
      SessionInbox inbox,
      SessionLifecycle lifecycle,
      IncrementalBuild project,
      List<AppSession> apps,
      Consumer<Event> events) {
    this.inbox = inbox;
    this.lifecycle = lifecycle;
    this.project = project;
    this.apps = List.copyOf(apps);
    this.events = events;
  }

  /**
   * Runs until the user ends the session, or a detached session has reached its goal.
   *
   * @throws Problem if an app cannot become ready any more
   */
  void run() throws InterruptedException {
    while (true) {
      Batch batch = inbox.take();
      if (!lifecycle.goesOnAfter(batch.signals())) {
        return;
      }
      attempt(
          () -> {
            BuildResult build = project.build(batch.changes());
            for (AppSession app : apps) {
              attempt(
                  () -> {
                    app.revise(build)
                        .ifPresent(
                            revision -> {
                              app.gate().expect(revision.number());
                              app.replicas().desire(revision);
                            });
                    app.redeploy(build);
                  });
            }
          });
      inbox.handled(project.compileError());
    }
  }

  /** A failure affects only this batch, or this app: the next save may succeed. */
  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (Problem problem) {
      events.accept(Event.Notice.of(problem));
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      events.accept(
          Event.Notice.error(
              "The update failed because of an internal error: "
                  + e
                  + "\n"
                  + "The replicas keep their last version. Save again to retry; if it fails again,"
                  + " please report it with the output of -X."));
    }
  }
}
