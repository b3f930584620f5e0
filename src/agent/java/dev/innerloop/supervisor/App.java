package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.AppState;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The app's JVM over all its runs: started, watched, ended. */
final class App {

  private static final long POLL_MILLIS = 20;
  private static final long PORT_FREE_MILLIS = 2_000;

  private final Settings settings;
  private final Workspace workspace;
  private final AgentLinks agents;
  private final Console console;

  private volatile Runnable onChange = () -> {};
  private AppProcess process;
  private AppState state = AppState.WAITING;
  private int exitCode;

  App(Settings settings, Workspace workspace, AgentLinks agents, Console console) {
    this.settings = settings;
    this.workspace = workspace;
    this.agents = agents;
    this.console = console;
  }

  /** Has somebody told whenever the state changes. */
  void onChange(Runnable told) {
    onChange = told;
  }

  synchronized AppState state() {
    return state;
  }

  synchronized int exitCode() {
    return exitCode;
  }

  boolean isRunning() {
    AppState now = state();
    return now == AppState.STARTING || now == AppState.SERVING;
  }

  /** Starts it. It is up to {@link #awaitServing} to see whether it serves. */
  void start(AppLaunch launch, int supervisorPort) throws IOException, InterruptedException {
    awaitFreePort(launch.port());
    agents.starting();
    String agent = agents.argument(supervisorPort, settings.keyFile, settings.endsWithInput);
    AppProcess started =
        AppProcess.start(launch, settings.java, workspace.root(), workspace.own(), agent);
    synchronized (this) {
      process = started;
      state = AppState.STARTING;
    }
    onChange.run();
    Daemons.start("dev-app-exit", () -> watch(started));
  }

  /**
   * Waits until it serves.
   *
   * @param superseded looked at between two attempts
   * @return its state; still STARTING if it took too long or something newer came
   */
  AppState awaitServing(AppLaunch launch, Condition superseded) throws InterruptedException {
    AppProcess awaited;
    synchronized (this) {
      awaited = process;
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.readyMillis);
    while (state() == AppState.STARTING
        && !superseded.holds()
        && System.nanoTime() - deadline < 0) {
      boolean serves =
          launch.port() > 0
              ? Readiness.serves(launch.port(), launch.readinessPath())
              : awaited.aliveMillis() >= settings.aliveMillis;
      if (serves && awaited.isAlive() && change(awaited, AppState.SERVING, 0)) {
        tellAgent();
        break;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return state();
  }

  private void tellAgent() {
    try {
      agents.serving();
    } catch (IOException e) {
      console.say("the agent in the app cannot be reached: " + e.getMessage());
    }
  }

  /** Ends it, if it runs; a later start begins afresh. */
  void stop() throws InterruptedException {
    AppProcess running;
    synchronized (this) {
      running = process;
      process = null;
    }
    if (running != null) {
      int code = running.stop(settings.graceMillis);
      synchronized (this) {
        exitCode = code;
        if (state != AppState.EXITED) {
          state = AppState.STOPPED;
        }
      }
      onChange.run();
    }
  }

  private void watch(AppProcess watched) {
    try {
      int code = watched.waitFor();
      if (change(watched, AppState.EXITED, code)) {
        console.say(
            "the app ended with exit code " + code + "; it starts again with the next update");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean change(AppProcess of, AppState to, int code) {
    synchronized (this) {
      if (process != of || state == AppState.EXITED) {
        return false;
      }
      state = to;
      exitCode = code;
    }
    onChange.run();
    return true;
  }

  /** Whoever else listens there would be taken for the app. */
  private void awaitFreePort(int port) throws IOException, InterruptedException {
    if (port == 0) {
      return;
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PORT_FREE_MILLIS);
    while (Readiness.serves(port, "")) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("port " + port + " is in use by another process");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Something that may hold or not, at any time. */
  interface Condition {
    boolean holds();
  }
}
