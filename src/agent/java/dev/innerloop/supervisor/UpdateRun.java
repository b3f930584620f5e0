package dev.innerloop.supervisor;

import dev.innerloop.wire.AppState;
import dev.innerloop.wire.RedefinitionResult;
import dev.innerloop.wire.ReloadMode;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.ShutdownResult;
import dev.innerloop.wire.StartObstacle;
import dev.innerloop.wire.StartProgress;
import dev.innerloop.wire.UpdateOutcome;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

/** Carries out one update, by the strategy that is asked for or by the next that is possible. */
final class UpdateRun {

  private final Update update;
  private final Workspace workspace;
  private final SupervisedApp app;
  private final AgentConnection agent;
  private final Console console;
  private final int supervisorPort;
  private final SupervisedApp.Condition superseded;
  private final Update.Reply reply;
  private final long begin = System.nanoTime();
  private long applied = begin;
  private ReloadStrategy strategy;
  private String reason;
  private String failedRestart;
  private RedefinitionResult redefined = RedefinitionResult.done(Collections.emptyList());

  /**
   * @param superseded whether a newer update waits
   * @param reply told what the app waits for
   */
  UpdateRun(
      Update update,
      Workspace workspace,
      SupervisedApp app,
      AgentConnection agent,
      Console console,
      int supervisorPort,
      SupervisedApp.Condition superseded,
      Update.Reply reply) {
    this.reply = reply;
    this.update = update;
    this.workspace = workspace;
    this.app = app;
    this.agent = agent;
    this.console = console;
    this.supervisorPort = supervisorPort;
    this.superseded = superseded;
    this.strategy = update.commit.strategy();
    this.reason = update.commit.reason();
  }

  /**
   * Carries the update out; whatever fails, there is an outcome. The reply is told once the
   * workspace holds the new content, but not of the outcome.
   */
  UpdateOutcome outcome() {
    try {
      return carryOut();
    } catch (SupervisedApp.PortInUseException e) {
      waiting(0, StartObstacle.portTaken());
      return outcome(UpdateOutcome.Kind.FAILED, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return outcome(UpdateOutcome.Kind.FAILED, "the supervisor ends");
    } catch (IOException | RuntimeException | Error e) {
      return outcome(UpdateOutcome.Kind.FAILED, Failures.message(e));
    } finally {
      deleteChanges();
    }
  }

  private void deleteChanges() {
    try {
      update.changes.delete();
    } catch (IOException e) {
      console.say("cannot delete " + update.changes.directory() + ": " + Failures.message(e));
    }
  }

  private UpdateOutcome carryOut() throws IOException, InterruptedException {
    AppProcess.check(update.commit.launch());
    chooseByState();
    if (strategy == ReloadStrategy.REDEFINE) {
      // Asked before the commit: an app that has to end should not meet the new files before.
      String refusal = agent.check(update.commit, workspace.root(), onBreakpoint()).refusal();
      if (refusal != null && isRestartForbidden()) {
        return outcome(UpdateOutcome.Kind.NEEDS_RESTART, refusal);
      }
      if (refusal != null) {
        fallBack(ReloadStrategy.RESTART, refusal);
      }
    }
    Workspace.Prepared prepared = workspace.prepare(update.changes);
    endApp();
    workspace.commit(prepared, update.commit.launch());
    reply.committed(update.delivery);
    if (strategy == ReloadStrategy.REDEFINE) {
      redefined = agent.redefine(update.commit, workspace.root(), onBreakpoint());
      String refusal = redefined.refusal();
      if (refusal != null && isRestartForbidden()) {
        return outcome(UpdateOutcome.Kind.NEEDS_RESTART, refusal);
      }
      if (refusal != null) {
        fallBack(ReloadStrategy.RESTART, refusal);
        endApp();
      }
    }
    startApp();
    if (strategy == ReloadStrategy.RESTART && !servesOrWaits()) {
      failedRestart = failure();
      fallBack(ReloadStrategy.JVM, reason + "; " + failedRestart);
      endApp();
      startApp();
    }
    awaitServing();
    return outcomeOfState();
  }

  /** An app that does not serve can only be started. */
  private void chooseByState() {
    if (strategy == ReloadStrategy.REDEFINE && app.state() != AppState.SERVING) {
      fallBack(ReloadStrategy.JVM, "the app was not serving yet");
    } else if (strategy != ReloadStrategy.JVM && !app.isRunning()) {
      fallBack(ReloadStrategy.JVM, "the app was not running");
    } else if (strategy == ReloadStrategy.RESTART && app.state() != AppState.SERVING) {
      fallBack(ReloadStrategy.JVM, reason + "; the app was not serving yet");
    }
  }

  private boolean isRestartForbidden() {
    return update.commit.launch().reload() == ReloadMode.REDEFINE;
  }

  private UpdateOutcome outcomeOfState() throws IOException {
    AppState state = app.state();
    if (state == AppState.SERVING) {
      if (strategy == ReloadStrategy.RESTART || failedRestart != null) {
        // A new JVM serves what the old one did not: so it was not the app's own failure.
        app.restarted(failedRestart);
      }
      return outcome(UpdateOutcome.Kind.SERVED, reason);
    }
    if (state == AppState.STARTING) {
      return outcome(
          superseded.holds() ? UpdateOutcome.Kind.SUPERSEDED : UpdateOutcome.Kind.NOT_READY,
          reason);
    }
    if (app.isPortTaken(update.commit.launch())) {
      waiting(0, StartObstacle.portTaken());
      return outcome(
          UpdateOutcome.Kind.FAILED,
          "the app exited with code "
              + app.exitCode()
              + ": port "
              + update.commit.launch().port()
              + " is in use by another process");
    }
    return outcome(UpdateOutcome.Kind.CRASHED, reason);
  }

  private void waiting(long millis, StartObstacle obstacle) {
    reply.waiting(new StartProgress(update.delivery, millis, obstacle));
  }

  /** Ends the app as far as the strategy wants it, with its JVM if nothing less will do. */
  private void endApp() throws IOException, InterruptedException {
    if (strategy == ReloadStrategy.RESTART) {
      ShutdownResult ended = app.end(update.commit.launch(), onBreakpoint());
      if (ended.kind() != ShutdownResult.Kind.ENDED) {
        boolean isNews = !ended.reason().isEmpty() && !ended.reason().equals(reason);
        fallBack(ReloadStrategy.JVM, isNews ? reason + "; " + ended.reason() : reason);
      }
    }
    if (strategy == ReloadStrategy.JVM) {
      app.stop();
    }
  }

  private void startApp() throws IOException, InterruptedException {
    if (strategy == ReloadStrategy.RESTART) {
      try {
        app.startAgain();
      } catch (IOException e) {
        fallBack(ReloadStrategy.JVM, reason + "; " + e.getMessage());
        app.stop();
      }
    }
    if (strategy == ReloadStrategy.JVM) {
      app.start(update.commit.launch(), supervisorPort);
    }
    applied = System.nanoTime();
  }

  private void awaitServing() throws IOException, InterruptedException {
    app.awaitServing(update.commit.launch(), superseded, this::waiting);
  }

  /** Whether the app that was started inside its JVM serves, or may still come to it. */
  private boolean servesOrWaits() throws IOException, InterruptedException {
    awaitServing();
    return app.state() == AppState.SERVING
        || (app.state() == AppState.STARTING && agent.failure() == null);
  }

  private String failure() {
    String failure = agent.failure();
    return failure != null ? failure : "it ended with exit code " + app.exitCode();
  }

  private Runnable onBreakpoint() {
    return AppProcess.isDebugged(update.commit.launch())
        ? () ->
            console.say(
                "the app is suspended at a breakpoint: the update takes effect when it continues")
        : null;
  }

  private void fallBack(ReloadStrategy to, String why) {
    strategy = to;
    reason = why;
  }

  private UpdateOutcome outcome(UpdateOutcome.Kind kind, String message) {
    return new UpdateOutcome(
            kind,
            update.delivery,
            update.revision,
            strategy,
            message,
            app.exitCode(),
            TimeUnit.NANOSECONDS.toMillis(applied - begin),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - applied))
        .withAdapted(redefined.adapted());
  }
}
