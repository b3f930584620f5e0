package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.AppExit;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.ShutdownResult;
import dev.innerloop.wire.StartObstacle;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The app over all its runs, in one JVM or many: started, watched, ended. */
final class SupervisedApp {

  /** Users wait for a restart: poll often at first. */
  private static final long EAGER_POLL_MILLIS = 3;

  private static final long POLL_MILLIS = 20;

  /** A pause grows by a hundredth of the time that has passed: each poll takes from the start. */
  private static final long PASSED_TO_PAUSE = 100;

  private static final long TAKEN_POLL_MILLIS = 250;
  private static final long PORT_FREE_MILLIS = 2_000;

  private final SupervisorConfiguration settings;
  private final Workspace workspace;
  private final AgentConnection agent;
  private final Archive archive;
  private final RedefinitionOptions redefinition;
  private final Readiness readiness;
  private final Console console;
  private final RestartBackoff backoff = new RestartBackoff();
  private final EnvironmentFlags flags;

  private volatile Runnable onChange = () -> {};

  @GuardedBy("this")
  private AppProcess process;

  @GuardedBy("this")
  private AppState state = AppState.WAITING;

  @GuardedBy("this")
  private int jvms;

  @GuardedBy("this")
  private int exitCode;

  @GuardedBy("this")
  private long startedAt;

  /** Whether it listened on no port, and was treated as a worker. */
  @GuardedBy("this")
  private boolean isWorker;

  SupervisedApp(
      SupervisorConfiguration settings,
      Workspace workspace,
      AgentConnection agent,
      Archive archive,
      RedefinitionOptions redefinition,
      Readiness readiness,
      Console console) {
    this.settings = settings;
    this.readiness = readiness;
    this.flags = new EnvironmentFlags(settings.java);
    this.archive = archive;
    this.redefinition = redefinition;
    this.workspace = workspace;
    this.agent = agent;
    this.console = console;
  }

  /** Sets a listener for changes of the state. */
  void onChange(Runnable listener) {
    onChange = listener;
  }

  synchronized AppState state() {
    return state;
  }

  /** How many JVMs it was started in. */
  synchronized int jvms() {
    return jvms;
  }

  synchronized int exitCode() {
    return exitCode;
  }

  boolean isRunning() {
    AppState now = state();
    return now == AppState.STARTING || now == AppState.SERVING;
  }

  /** Starts it in a new JVM. It is up to {@link #awaitServing} to see whether it serves. */
  void start(Launch launch, int supervisorPort) throws IOException, InterruptedException {
    if (!isFree(launch.port())) {
      throw new PortInUseException(launch.port());
    }
    String otherAgent = AppProcess.otherDebugAgent(launch);
    if (otherAgent != null) {
      console.say(otherAgent);
    }
    agent.starting();
    AppProcess started =
        AppProcess.start(
            launch,
            settings.java,
            workspace.root(),
            AgentConnection.jar(),
            AgentConnection.argument(supervisorPort, settings.endsWithInput),
            settings.keyFile,
            archive.options(launch),
            redefinition,
            settings.endsWithInput,
            flags);
    synchronized (this) {
      process = started;
      jvms++;
      state = AppState.STARTING;
      startedAt = System.nanoTime();
    }
    onChange.run();
    Daemons.start("dev-app-exit", () -> watch(started));
  }

  /**
   * Ends it, but not its JVM. Unless it was not tried, it has to be started or stopped next.
   *
   * @param onBreakpoint called if a debugger seems to suspend it; null if it is not debugged
   */
  ShutdownResult end(Launch launch, Runnable onBreakpoint)
      throws IOException, InterruptedException {
    String objection = backoff.objection();
    if (objection != null) {
      return new ShutdownResult(ShutdownResult.Kind.NOT_TRIED, objection);
    }
    ShutdownResult ended =
        agent.endApp(settings.restarts, settings.restartsMetaspaceBytes, onBreakpoint);
    if (ended.kind() == ShutdownResult.Kind.NOT_TRIED) {
      return ended;
    }
    synchronized (this) {
      if (state != AppState.EXITED) {
        state = AppState.STOPPED;
      }
    }
    onChange.run();
    if (ended.kind() == ShutdownResult.Kind.ENDED && !isFree(launch.port())) {
      ended =
          new ShutdownResult(
              ShutdownResult.Kind.LEFT_OVER, "port " + launch.port() + " stayed open");
    }
    if (ended.kind() == ShutdownResult.Kind.LEFT_OVER) {
      backoff.failed(ended.reason());
    }
    return ended;
  }

  /** Tells how it went on after it was ended, and started, in its JVM: why it failed, or null. */
  void restarted(String failure) {
    if (failure == null) {
      backoff.succeeded();
    } else {
      backoff.failed(failure);
    }
  }

  /** Starts it in the JVM in which it was ended. */
  void startAgain() throws IOException {
    synchronized (this) {
      if (state != AppState.STOPPED) {
        throw new IOException("its JVM has ended");
      }
      state = AppState.STARTING;
      startedAt = System.nanoTime();
    }
    onChange.run();
    agent.starting();
    agent.startApp();
  }

  /**
   * Waits until it serves, for as long as it takes.
   *
   * @param superseded checked between two attempts
   * @param progress called now and then while it takes long
   * @return its state; still STARTING if it failed, or something newer came
   */
  AppState awaitServing(Launch launch, Condition superseded, Progress progress)
      throws IOException, InterruptedException {
    AppProcess awaited;
    long begin;
    boolean wasWorker;
    synchronized (this) {
      awaited = process;
      begin = startedAt;
      wasWorker = isWorker;
      if (awaited == null || state != AppState.STARTING) {
        return state;
      }
    }
    StartCheck check = new StartCheck(launch, awaited.pid(), readiness, settings, wasWorker);
    StartReports reports =
        new StartReports(check, progress, settings.progressMillis, settings.portsMillis);
    while (state() == AppState.STARTING && !superseded.holds() && agent.failure() == null) {
      StartObstacle obstacle = check.obstacle(millisSince(begin));
      if (obstacle == null) {
        if (awaited.isAlive() && change(awaited, AppState.SERVING, 0)) {
          serves(check.isWorker());
          break;
        }
      } else {
        reports.report(obstacle, millisSince(begin));
      }
      Thread.sleep(pauseMillis(obstacle, millisSince(begin)));
    }
    return state();
  }

  private static long pauseMillis(StartObstacle obstacle, long millis) {
    if (obstacle != null && obstacle.kind() == StartObstacle.Kind.PORT_TAKEN) {
      return TAKEN_POLL_MILLIS; // all processes of the system were looked at
    }
    return Math.min(EAGER_POLL_MILLIS + millis / PASSED_TO_PAUSE, POLL_MILLIS);
  }

  private void serves(boolean withoutPort) {
    agent.serving();
    boolean isNews;
    synchronized (this) {
      isNews = withoutPort && !isWorker;
      isWorker = withoutPort;
    }
    if (isNews) {
      console.say("the app listens on no port: treated as a worker");
    }
  }

  /** Whether another process listens on the port of an app that has exited. */
  boolean isPortTaken(Launch launch) throws IOException {
    return launch.port() != 0 && state() == AppState.EXITED && !Readiness.isFree(launch.port());
  }

  /** Ends it with its JVM, if it runs; a later start begins afresh. */
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
        console.line(AppExit.line(code));
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

  /** The app could not listen there. */
  private static boolean isFree(int port) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (port != 0 && !Readiness.isFree(port)) {
      if (millisSince(begin) > PORT_FREE_MILLIS) {
        return false;
      }
      Thread.sleep(EAGER_POLL_MILLIS);
    }
    return true;
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  /** Another process listens on the port of an app that was to be started. */
  static final class PortInUseException extends IOException {

    private static final long serialVersionUID = 1;

    PortInUseException(int port) {
      super("port " + port + " is in use by another process");
    }
  }

  /** Is told that an app takes long to serve. */
  interface Progress {
    void waiting(long millis, StartObstacle obstacle);
  }

  /** Something that may hold or not, at any time. */
  interface Condition {
    boolean holds();
  }
}
