package dev.innerloop.session;

import dev.innerloop.content.watch.Change;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Revision;
import dev.innerloop.session.OpenFailures.Failure;
import dev.innerloop.session.OpenFailures.Kind;
import dev.innerloop.session.OpenFailures.Subject;
import dev.innerloop.session.SessionInbox.Batch;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
  private final SaveAcknowledgements saves;

  /**
   * @param saves acknowledges those of which no update tells
   */
  UpdateLoop(
      SessionInbox inbox,
      SessionLifecycle lifecycle,
      IncrementalBuild project,
      List<AppSession> apps,
      OpenFailures failures,
      SaveAcknowledgements saves) {
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
      if (!lifecycle.goesOnAfter(batch)) {
        return;
      }
      List<Path> saved = project.saved(batch.changes());
      boolean isUpdated = attempt(new Subject(Kind.UPDATE, ""), () -> update(batch.changes()));
      boolean isSettled = inbox.handled(project.compileError());
      if (isSettled && !isUpdated && failures.isNone()) {
        saves.withoutEffect(saved);
      }
      failures.report(isSettled, names);
    }
  }

  /** Returns whether an app is updated, or something of it is applied. */
  private boolean update(List<Change> changes) {
    saves.building(changes);
    BuildResult build;
    try {
      build = project.build(changes);
    } finally {
      saves.built();
    }
    boolean isUpdated = false;
    for (AppSession app : apps) {
      isUpdated |= attempt(new Subject(Kind.UPDATE, app.name()), () -> revise(app, build));
      if (app.isRedeployedBy(build) && app.readSettings()) {
        isUpdated |= attempt(new Subject(Kind.MANIFESTS, app.name()), () -> app.redeploy(build));
      }
    }
    return isUpdated;
  }

  private boolean revise(AppSession app, BuildResult build) {
    Optional<Revision> next = app.revise(build);
    next.ifPresent(
        revision -> {
          failures.updating(app.name());
          app.deliver(revision);
        });
    return next.isPresent();
  }

  /**
   * A failure affects only this batch, or this app: the next save may succeed.
   *
   * @return the result of the step; false if it fails
   */
  private boolean attempt(Subject subject, BooleanSupplier step) {
    String what = subject.name().isEmpty() ? "The update" : subject.name() + ": the update";
    try {
      boolean result = step.getAsBoolean();
      failures.succeeded(subject);
      return result;
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
    return false;
  }
}
