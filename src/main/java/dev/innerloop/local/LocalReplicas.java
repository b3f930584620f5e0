package dev.innerloop.local;

import dev.innerloop.problem.Problem;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One replica of an app on this machine: a supervisor as a child process. One that exits is
 * replaced by a fresh one, which gets the current content from the session as any new replica does.
 */
public final class LocalReplicas implements ReplicaSource, Closeable {

  private static final Duration END = Duration.ofSeconds(30);

  private final LocalLaunch launch;
  private final RespawnBackoff backoff;
  private final OutputListener output;

  /** Exit codes of SIGINT and SIGTERM. */
  private static final int INTERRUPTED = 130;

  private static final int TERMINATED = 143;

  /** Maven ends later than its child processes, in the middle of a build for example. */
  private static final Duration FOR_END_OF_SESSION = Duration.ofSeconds(10);

  /** Replaces supervisors, and notifies listeners. */
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory("dev-local-replica"));

  /** Used by that thread only. */
  private final List<Subscription> subscriptions = new ArrayList<>();

  private volatile LocalSupervisor supervisor;
  private volatile boolean closed;

  private LocalReplicas(
      LocalLaunch launch, RespawnBackoff backoff, OutputListener output, LocalSupervisor first) {
    this.launch = launch;
    this.backoff = backoff;
    this.output = output;
    this.supervisor = first;
  }

  /**
   * Starts a replica; its app starts with the first update.
   *
   * @param name of the replica
   * @param javaHome the Java that runs the supervisor and the app
   * @param workingDirectory of the app
   * @param mayBeWorker whether the app may turn out to listen on no port
   * @param output receives what the supervisor and the app print
   * @throws Problem if it cannot be started
   */
  public static LocalReplicas start(
      String name,
      SessionKey key,
      Path javaHome,
      Path workingDirectory,
      boolean mayBeWorker,
      OutputListener output) {
    return start(
        new LocalLaunch(name, key, javaHome, workingDirectory, mayBeWorker, Map.of()),
        RespawnBackoff.usual(),
        output);
  }

  static LocalReplicas start(LocalLaunch launch, RespawnBackoff backoff, OutputListener output) {
    try {
      LocalReplicas replicas =
          new LocalReplicas(launch, backoff, output, LocalSupervisor.start(launch, 0, output));
      replicas.replaceOnExit(replicas.supervisor);
      return replicas;
    } catch (IOException e) {
      throw new Problem(
          "The local replica cannot be started: " + e.getMessage(),
          "Check that " + System.getProperty("java.io.tmpdir") + " is writable and has free space.",
          e);
    }
  }

  @Override
  public Closeable watch(Listener listener) {
    Subscription subscription = new Subscription(listener);
    execute(
        () -> {
          subscriptions.add(subscription);
          if (supervisor.process().isAlive()) {
            subscription.appeared(supervisor.replica());
          }
        });
    return subscription;
  }

  /** The directory of the current supervisor. */
  Path folder() {
    return supervisor.folder();
  }

  /** The current supervisor. */
  ProcessHandle process() {
    return supervisor.process();
  }

  private void replaceOnExit(LocalSupervisor watched) {
    watched.onExit(() -> execute(() -> exited(watched)));
  }

  private void exited(LocalSupervisor dead) throws IOException {
    subscriptions.forEach(each -> each.disappeared(dead.replica()));
    dead.close();
    int code = dead.exitCode();
    Runnable again =
        task(
            () ->
                respawn(
                    "the supervisor exited with code " + code + (code > 128 ? " (killed)" : ""),
                    dead.replica().start() + 1,
                    dead.uptime()));
    if (code == INTERRUPTED || code == TERMINATED) {
      // A terminal interrupts all of its processes, so the session usually ends, too.
      thread.schedule(again, FOR_END_OF_SESSION.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      again.run();
    }
  }

  private void respawn(String reason, int start, Duration uptime) {
    Duration pause = backoff.pauseAfter(uptime);
    if (backoff.hasSlowedDown()) {
      output.problem(
          new Problem(
              "The local replica has exited "
                  + backoff.inARow()
                  + " times in a row. Your changes are delivered when one stays up.",
              "Find out what kills the process, such as the kernel when memory is short (dmesg)."));
    }
    output.line(
        "[dev] "
            + reason
            + "; starting another one"
            + (pause.isZero() ? "" : " in " + pause.toSeconds() + " s"));
    thread.schedule(task(() -> startAgain(start)), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void startAgain(int start) throws IOException {
    try {
      LocalSupervisor next = LocalSupervisor.start(launch, start, output);
      supervisor = next;
      replaceOnExit(next);
      subscriptions.forEach(each -> each.appeared(next.replica()));
    } catch (IOException e) {
      if (!closed) {
        respawn("it cannot be started: " + e.getMessage(), start + 1, Duration.ZERO);
      }
    }
  }

  /** Stops the app and the supervisor, and deletes the workspace. */
  @Override
  public void close() throws IOException {
    closed = true;
    thread.shutdownNow();
    try {
      boolean unused = thread.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    supervisor.close();
  }

  private interface Task {
    void run() throws IOException;
  }

  private void execute(Task task) {
    try {
      thread.execute(task(task));
    } catch (RejectedExecutionException e) {
      // Closed: nothing is reported or replaced any more.
    }
  }

  private Runnable task(Task task) {
    return () -> {
      if (closed) {
        return;
      }
      try {
        task.run();
      } catch (IOException | RuntimeException e) {
        if (!closed) {
          output.problem(
              new Problem(
                  "The local replica cannot be replaced: " + e,
                  "Stop this session and start another one.",
                  e));
        }
      }
    };
  }

  private static final class Subscription implements Closeable {

    private final Listener listener;
    private volatile boolean closed;

    Subscription(Listener listener) {
      this.listener = listener;
    }

    void appeared(LocalReplica replica) {
      if (!closed) {
        listener.appeared(replica);
      }
    }

    void disappeared(LocalReplica replica) {
      if (!closed) {
        listener.disappeared(replica);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
