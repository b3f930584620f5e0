package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Ended;
import dev.innerloop.wire.Outcome;
import dev.innerloop.wire.ReloadMode;
import dev.innerloop.wire.ReloadStrategy;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Carries out updates, one at a time; a newer one cuts short the wait for an older to serve. */
final class Converger {

  final Workspace workspace;
  final App app;
  final AgentLinks agents;
  private final Archive archive;
  private final long idleMillis;
  final Console console;
  final int supervisorPort;
  final AtomicLong newest = new AtomicLong();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "dev-updates");
            thread.setDaemon(true);
            return thread;
          });

  Converger(
      Workspace workspace,
      App app,
      AgentLinks agents,
      Archive archive,
      long idleMillis,
      Console console,
      int supervisorPort) {
    this.archive = archive;
    this.idleMillis = idleMillis;
    this.workspace = workspace;
    this.app = app;
    this.agents = agents;
    this.console = console;
    this.supervisorPort = supervisorPort;
  }

  void apply(Update update, Update.Reply reply) {
    long ticket = newest.incrementAndGet();
    worker.execute(
        () -> {
          try {
            new Run(update, reply, ticket).carryOut();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /**
   * Starts what lies in the workspace, or else in the image, unless somebody has begun to change it
   * meanwhile.
   *
   * @param imageLaunch how the image's own content is started, or null
   */
  void startWhatIsThere(ImageLaunch imageLaunch) {
    worker.execute(
        () -> {
          try {
            if (app.state() == AppState.WAITING) {
              startContent(imageLaunch);
            }
          } catch (IOException e) {
            console.say("cannot start what is there: " + e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void startContent(ImageLaunch imageLaunch) throws IOException, InterruptedException {
    long ticket = newest.get();
    if (workspace.isEmpty() && imageLaunch != null) {
      workspace.materialise(imageLaunch);
    }
    AppLaunch launch = workspace.launch();
    if (workspace.isEmpty() || launch == null) {
      console.say("nothing to run yet: waiting for dev:watch");
      return;
    }
    app.start(launch, supervisorPort);
    app.awaitServing(launch, () -> newest.get() != ticket);
  }

  /** Makes an archive of the libraries once nothing has happened for a while. */
  void archiveWhenIdle(AppLaunch launch, long ticket) {
    try {
      Thread.sleep(idleMillis);
      if (newest.get() != ticket || app.state() != AppState.SERVING || !archive.isWanted(launch)) {
        return;
      }
      // By the thread that talks to the agent: it answers one question at a time.
      worker
          .submit(
              () -> {
                agents.listClasses(archive.classList());
                return null;
              })
          .get();
      archive.make(launch);
    } catch (IOException | ExecutionException e) {
      console.say("no archive of the libraries was made: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Run {

    private final Update update;
    private final Update.Reply reply;
    private final long ticket;
    private final long begin = System.nanoTime();
    private long applied = begin;
    private ReloadStrategy strategy;
    private String reason;
    private String failedRestart;

    Run(Update update, Update.Reply reply, long ticket) {
      this.update = update;
      this.reply = reply;
      this.ticket = ticket;
      this.strategy = update.strategy;
      this.reason = update.reason;
    }

    void carryOut() throws InterruptedException {
      if (strategy == ReloadStrategy.REDEFINE && app.state() != AppState.SERVING) {
        fallBack(ReloadStrategy.JVM, "the app was not serving yet");
      } else if (strategy != ReloadStrategy.JVM && !app.isRunning()) {
        fallBack(ReloadStrategy.JVM, "the app was not running");
      } else if (strategy == ReloadStrategy.RESTART && app.state() != AppState.SERVING) {
        fallBack(ReloadStrategy.JVM, reason + "; the app was not serving yet");
      }
      if (strategy == ReloadStrategy.REDEFINE) {
        // Asked before the commit: an app that has to end should not meet the new files before.
        String refusal = agents.check(update.classes, workspace.root(), held());
        if (refusal != null && update.launch.reload() == ReloadMode.REDEFINE) {
          end(Outcome.Kind.HELD, refusal);
          return;
        }
        if (refusal != null) {
          fallBack(ReloadStrategy.RESTART, refusal);
        }
      }
      try {
        workspace.prepare(update.delta);
        endApp();
        workspace.commit(update.delta, update.launch);
        reply.committed(update.number);
        if (strategy == ReloadStrategy.REDEFINE && !redefined()) {
          return;
        }
        startApp();
        applied = System.nanoTime();
        if (strategy == ReloadStrategy.RESTART && !servesOrWaits()) {
          failedRestart = failure();
          fallBack(ReloadStrategy.JVM, reason + "; " + failedRestart);
          endApp();
          startApp();
          applied = System.nanoTime();
        }
      } catch (IOException e) {
        end(Outcome.Kind.FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
        return;
      }
      awaitServing();
      AppState state = app.state();
      if (state == AppState.SERVING) {
        if (strategy == ReloadStrategy.RESTART || failedRestart != null) {
          // A new JVM serves what the old one did not: so it was not the app's own failure.
          app.restarted(failedRestart);
        }
        end(Outcome.Kind.SERVED, reason);
        Daemons.start("dev-archive", () -> archiveWhenIdle(update.launch, ticket));
      } else if (state == AppState.STARTING) {
        end(newest.get() == ticket ? Outcome.Kind.NOT_READY : Outcome.Kind.SUPERSEDED, reason);
      } else {
        end(Outcome.Kind.CRASHED, reason);
      }
    }

    /** Redefines, or falls back; false if that is for the user to say. */
    private boolean redefined() throws InterruptedException {
      String refusal = agents.redefine(update.classes, workspace.root(), held());
      if (refusal == null) {
        return true;
      }
      if (update.launch.reload() == ReloadMode.REDEFINE) {
        end(Outcome.Kind.HELD, refusal);
        return false;
      }
      fallBack(ReloadStrategy.RESTART, refusal);
      endApp();
      return true;
    }

    /** Ends the app as far as the strategy wants it, with its JVM if nothing less will do. */
    private void endApp() throws InterruptedException {
      if (strategy == ReloadStrategy.RESTART) {
        Ended ended = app.end(update.launch, held());
        if (ended.kind() != Ended.Kind.ENDED) {
          fallBack(
              ReloadStrategy.JVM,
              ended.reason().isEmpty() ? reason : reason + "; " + ended.reason());
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
        app.start(update.launch, supervisorPort);
      }
    }

    private void awaitServing() throws InterruptedException {
      app.awaitServing(update.launch, () -> newest.get() != ticket);
    }

    /** Whether the app that was started inside its JVM serves, or may still come to it. */
    private boolean servesOrWaits() throws InterruptedException {
      awaitServing();
      return app.state() == AppState.SERVING
          || (app.state() == AppState.STARTING && agents.failure() == null);
    }

    private String failure() {
      String failure = agents.failure();
      return failure != null ? failure : "it ended with exit code " + app.exitCode();
    }

    private Runnable held() {
      return update.launch.isDebugged()
          ? () ->
              console.say(
                  "the app stands at a breakpoint: what was saved takes strategy when it goes on")
          : null;
    }

    private void fallBack(ReloadStrategy to, String why) {
      strategy = to;
      reason = why;
    }

    private void end(Outcome.Kind kind, String words) {
      reply.ended(
          new Outcome(
              kind,
              update.number,
              strategy,
              words,
              app.exitCode(),
              TimeUnit.NANOSECONDS.toMillis(applied - begin),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - applied)));
      workspace.digest(); // with many files, better now than when the next update waits for it
    }
  }
}
