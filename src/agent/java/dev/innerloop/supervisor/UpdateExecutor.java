package dev.innerloop.supervisor;

import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.UpdateOutcome;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Carries out updates, one at a time; a newer one cuts short the wait for an older to serve. */
final class UpdateExecutor {

  private final Workspace workspace;
  private final SupervisedApp app;
  private final AgentConnection agent;
  private final Archive archive;
  private final long idleMillis;
  private final Console console;
  private final int supervisorPort;

  /** Counts what was begun: an update with a lower number is superseded. */
  private final AtomicLong newest = new AtomicLong();

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "dev-updates");
            thread.setDaemon(true);
            return thread;
          });

  UpdateExecutor(
      Workspace workspace,
      SupervisedApp app,
      AgentConnection agent,
      Archive archive,
      long idleMillis,
      Console console,
      int supervisorPort) {
    this.archive = archive;
    this.idleMillis = idleMillis;
    this.workspace = workspace;
    this.app = app;
    this.agent = agent;
    this.console = console;
    this.supervisorPort = supervisorPort;
  }

  /** Carries an update out after those before it, and replies its outcome, whatever happens. */
  void apply(Update update, Update.Reply reply) {
    long number = newest.incrementAndGet();
    worker.execute(
        () -> {
          UpdateRun run =
              new UpdateRun(
                  update,
                  workspace,
                  app,
                  agent,
                  console,
                  supervisorPort,
                  () -> newest.get() != number,
                  reply);
          UpdateOutcome outcome = run.outcome();
          reply.ended(outcome);
          if (outcome.kind() == UpdateOutcome.Kind.SERVED) {
            Daemons.start("dev-archive", () -> archiveWhenIdle(update.commit.launch(), number));
          }
        });
  }

  /**
   * Starts the content of the workspace, or else of the image, unless a session has begun to change
   * it meanwhile.
   *
   * @param imageLaunch how the image's own content is started, or null
   */
  void startStoredContent(ImageLaunch imageLaunch) {
    worker.execute(
        () -> {
          try {
            if (app.state() == AppState.WAITING) {
              startContent(imageLaunch);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (IOException | RuntimeException | Error e) {
            console.say("cannot start the stored content: " + Failures.message(e));
          }
        });
  }

  /**
   * Restarts the app without the debugger that a session has opened.
   *
   * @return whether there was one
   */
  boolean endDebugging() {
    if (!workspace.state().endDebugging()) {
      return false;
    }
    long number = newest.incrementAndGet();
    worker.execute(
        () -> {
          try {
            restartWithoutDebugger(number);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (IOException | RuntimeException | Error e) {
            console.say("cannot restart the app without its debugger: " + Failures.message(e));
          }
        });
    return true;
  }

  private void restartWithoutDebugger(long number) throws IOException, InterruptedException {
    workspace.state().endDebugging(); // an update that was under way has begun it again
    Launch launch = workspace.state().launch();
    if (app.isRunning()) {
      console.say("the debugging session has ended: the app restarts without a debugger");
      app.stop();
      app.start(launch, supervisorPort);
      app.awaitServing(launch, () -> newest.get() != number, (millis, obstacle) -> {});
    }
  }

  private void startContent(ImageLaunch imageLaunch) throws IOException, InterruptedException {
    long begun = newest.get();
    if (workspace.state().isEmpty() && imageLaunch != null) {
      workspace.materialise(imageLaunch);
    }
    Launch launch = workspace.state().launch();
    if (workspace.state().isEmpty() || launch == null) {
      console.say("nothing to run yet: waiting for dev:watch");
      return;
    }
    app.start(launch, supervisorPort);
    app.awaitServing(launch, () -> newest.get() != begun, (millis, obstacle) -> {});
  }

  /** Makes an archive of the libraries once nothing has happened for a while. */
  private void archiveWhenIdle(Launch launch, long number) {
    try {
      Thread.sleep(idleMillis);
      if (newest.get() != number || app.state() != AppState.SERVING || !archive.isWanted(launch)) {
        return;
      }
      // By the thread that talks to the agent: it answers one question at a time.
      worker
          .submit(
              () -> {
                agent.listClasses(archive.classList());
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
}
