package dev.innerloop.session;

import dev.innerloop.project.App;
import dev.innerloop.project.SourcedValue;
import dev.innerloop.wire.StartObstacle;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an app that does not serve yet waits for, and what its user can do about it. */
final class StartAdvice {

  /** What the JVM, Netty and the servers of Go and native code print. */
  private static final List<String> ADDRESS_IN_USE =
      List.of("Address already in use", "BindException", "Port already bound");

  /** Of SIGKILL, which the kernel sends to a process that exceeds a limit of memory. */
  private static final int KILLED = 137;

  private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

  private final boolean isHere;
  private final Supplier<App> app;

  /**
   * @param isHere whether the app runs on this machine, and shares its ports with all others
   * @param app as its project is now
   */
  StartAdvice(boolean isHere, Supplier<App> app) {
    this.isHere = isHere;
    this.app = app;
  }

  /**
   * What it waits for.
   *
   * @param port on which it should listen
   */
  String waiting(int port, StartObstacle obstacle) {
    return switch (obstacle.kind()) {
      case PORT_TAKEN -> "another process listens on port " + port;
      case NOT_READY -> notReady(port, obstacle.status());
      case NOT_LISTENING ->
          !obstacle.knowsPorts()
              ? "it does not answer on port " + port
              : obstacle.ports().isEmpty() ? onNoPort() : onOtherPorts(port, obstacle.ports());
    };
  }

  private String notReady(int port, int status) {
    return "it listens on port "
        + port
        + (status == 0
            ? ", but does not answer the readiness request"
            : ", but answers the readiness request with status " + status);
  }

  private String onNoPort() {
    boolean mayBeWorker = !isHere && app.get().endpoints().isPortAssumed();
    return "it listens on no port yet" + (mayBeWorker ? "; if it never does: -Ddev.port=0" : "");
  }

  private String onOtherPorts(int port, List<Integer> ports) {
    List<Integer> candidates = ports.stream().filter(it -> !others().contains(it)).toList();
    String listens = "it listens on " + text(ports) + ", not on " + port;
    if (candidates.isEmpty()) {
      return listens + " yet"; // an app opens those for its management first
    }
    if (candidates.size() > 1) {
      return listens + ": use -Ddev.port=PORT" + (isHere ? " -Ddev.localPort=OTHER" : "");
    }
    int own = candidates.get(0);
    return listens
        + ": use -Ddev.port="
        + own
        + (isHere ? " -Ddev.localPort=" + (own == 65_535 ? own - 1 : own + 1) : "");
  }

  /** Ports of the app that are known to be for something else. */
  private List<Integer> others() {
    return Stream.of(app.get().endpoints().management(), app.get().endpoints().grpc())
        .flatMap(Optional::stream)
        .map(SourcedValue::value)
        .toList();
  }

  private static String text(List<Integer> ports) {
    return (ports.size() == 1 ? "port " : "ports ")
        + ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * How an app that exited by itself has ended.
   *
   * @param memory limit of its container, such as {@code 1Gi}
   * @param lines that the app printed last
   */
  String exited(int code, String memory, List<String> lines) {
    if (code == 0) {
      return "the app has completed (exit code 0)";
    }
    if (code == KILLED) {
      return isHere
          ? "the app was killed (exit code 137): if you did not do that, this machine ran out of"
              + " memory"
          : "the app was killed (exit code 137), usually because its container exceeded its memory"
              + " limit of "
              + memory
              + "; to raise it: <resources><memory> in the POM";
    }
    boolean isOutOfHeap = lines.stream().anyMatch(line -> line.contains(OUT_OF_MEMORY));
    return "the app exited with code "
        + code
        + (!isOutOfHeap
            ? ""
            : isHere
                ? ": its heap is full; to raise its limit: -Ddev.jvmOptions=-Xmx2g"
                : ": its heap is full, which is 70 % of the container's memory limit of "
                    + memory
                    + "; to raise it: <resources><memory> in the POM");
  }

  /**
   * What to do after a crash; empty if nothing is known.
   *
   * @param localPort of the forward, 0 if there is none
   * @param lines that the app printed last
   */
  String crashed(int localPort, List<String> lines) {
    boolean isInUse =
        lines.stream().anyMatch(line -> ADDRESS_IN_USE.stream().anyMatch(line::contains));
    return isHere && isInUse && localPort == app.get().port()
        ? "; if it always listens on port "
            + localPort
            + ", which this session forwards: use -Ddev.localPort="
            + (localPort + 1)
        : "";
  }
}
