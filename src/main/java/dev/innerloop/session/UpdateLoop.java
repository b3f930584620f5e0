package dev.innerloop.session;

import dev.innerloop.problem.Problem;
import dev.innerloop.session.OpenFailures.Failure;
import dev.innerloop.session.OpenFailures.Kind;
import dev.innerloop.session.OpenFailures.Subject;
import dev.innerloop.session.SessionInbox.Batch;
import java.nio.file.InvalidPathException;
import java.util.List;

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
  private final List<String> names;
  private final OpenFailures failures;
  private final SlowSaves saves;

  /**
   * @param saves reports builds that take long
   */
  UpdateLoop(
      SessionInbox inbox,
      SessionLifecycle lifecycle,
      IncrementalBuild project,
      List<AppSession> apps,
      OpenFailures failures,
      SlowSaves saves) {
    this.inbox = inbox;
    this.lifecycle = lifecycle;
    this.project = project;
    this.apps = List.copyOf(apps);
    this.names = apps.stream().map(AppSession::name).toList();
    this.failures = failures;
    this.saves = saves;
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
          new Subject(Kind.UPDATE, ""),
          () -> {
            saves.building(batch.changes());
            BuildResult build;
            try {
              build = project.build(batch.changes());
            } finally {
              saves.built();
            }
            for (AppSession app : apps) {
              attempt(new Subject(Kind.UPDATE, app.name()), () -> revise(app, build));
              if (app.isRedeployedBy(build) && app.readSettings()) {
                attempt(new Subject(Kind.MANIFESTS, app.name()), () -> app.redeploy(build));
              }
            }
          });
      boolean isSettled = inbox.handled(project.compileError());
      failures.report(isSettled, names);
    }
  }

  private void revise(AppSession app, BuildResult build) {
    app.revise(build)
        .ifPresent(
            revision -> {
              failures.updating(app.name());
              app.deliver(revision);
            });
  }

  /** A failure affects only this batch, or this app: the next save may succeed. */
  private void attempt(Subject subject, Runnable step) {
    String what = subject.name().isEmpty() ? "The update" : subject.name() + ": the update";
    try {
      step.run();
      failures.succeeded(subject);
    } catch (Problem problem) {
      failures.failed(
          subject,
          Failure.of(
              problem.getMessage() + "\n" + problem.remedy(),
              what + " still fails, for the same reason.",
              what + " succeeds again."));
    } catch (InvalidPathException e) {
      failures.failed(
          subject,
          Failure.of(
              "A file's name has characters that do not exist in this locale: "
                  + e.getInput()
                  + "\nSet one with UTF-8, and start again: export LC_ALL=C.UTF-8",
              what + " still fails because of a file's name.",
              what + " succeeds again."));
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      failures.failed(
          subject,
          Failure.of(
              "The update failed because of an internal error: "
                  + e
                  + "\n"
                  + "The replicas keep their last version. Save again to retry; if it fails again,"
                  + " please report it with the output of -X.",
              what + " still fails because of an internal error.",
              what + " succeeds again."));
    }
  }
}
