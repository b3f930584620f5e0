package dev.innerloop.supervisor;

import dev.innerloop.wire.Launch;
import dev.innerloop.wire.StartObstacle;
import java.io.IOException;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an app that was started serves yet, and if not, what it lacks. */
final class StartCheck {

  /** The ports of debuggers, and of those who manage the JVM. */
  private static final Pattern OF_JVM =
      Pattern.compile(
          "-(?:agentlib:|agentpath:|Xrun).*\\baddress=(?:[^,]*:)?(\\d{1,5})\\b.*"
              + "|-Dcom\\.sun\\.management\\.jmxremote\\.(?:rmi\\.)?port=(\\d{1,5})");

  private static final long WORKER_CHECK_MILLIS = 250;

  private final Launch launch;
  private final long pid;
  private final Readiness readiness;
  private final SupervisorConfiguration settings;
  private final boolean wasWorker;
  private final boolean isVisible;
  private long nextWorkerCheck;
  private boolean isWorker;

  /**
   * @param wasWorker whether the app listened on no port when it was started before
   */
  StartCheck(
      Launch launch,
      long pid,
      Readiness readiness,
      SupervisorConfiguration settings,
      boolean wasWorker) {
    this.launch = launch;
    this.pid = pid;
    this.readiness = readiness;
    this.settings = settings;
    this.wasWorker = wasWorker;
    this.isVisible = readiness.canSee(pid);
  }

  /**
   * Why the app does not serve; null if it does.
   *
   * @param millis since it was started
   */
  StartObstacle obstacle(long millis) throws IOException {
    if (launch.port() == 0) {
      return millis >= settings.aliveMillis ? null : StartObstacle.notListening();
    }
    StartObstacle obstacle =
        readiness.obstacle(pid, isVisible, launch.port(), launch.readinessPath());
    isWorker = obstacle != null && isWorker(obstacle, millis);
    return isWorker ? null : obstacle;
  }

  /** Whether it serves although it listens on no port. */
  boolean isWorker() {
    return isWorker;
  }

  /** The same obstacle with what takes longer to find out: on which ports the app listens. */
  StartObstacle detailed(StartObstacle obstacle) {
    if (obstacle.kind() != StartObstacle.Kind.NOT_LISTENING) {
      return obstacle;
    }
    SortedSet<Integer> ports = ports();
    return ports == null ? obstacle : StartObstacle.listeningOn(ports);
  }

  private boolean isWorker(StartObstacle obstacle, long millis) {
    long patience = wasWorker ? settings.aliveMillis : settings.workerMillis;
    if (settings.workerMillis == 0
        || obstacle.kind() != StartObstacle.Kind.NOT_LISTENING
        || millis < Math.max(patience, nextWorkerCheck)) {
      return false;
    }
    nextWorkerCheck = millis + WORKER_CHECK_MILLIS;
    SortedSet<Integer> ports = ports();
    return ports != null && ports.isEmpty();
  }

  /** Those of the app: its JVM may wait for a debugger or for JMX on others. */
  private SortedSet<Integer> ports() {
    SortedSet<Integer> ports = readiness.ports(pid);
    if (ports != null) {
      for (String option : AppProcess.options(launch)) {
        Matcher port = OF_JVM.matcher(option);
        if (port.matches()) {
          ports.remove(Integer.valueOf(port.group(port.group(1) == null ? 2 : 1)));
        }
      }
    }
    return ports;
  }
}
