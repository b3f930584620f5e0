package dev.innerloop.session;

import dev.innerloop.problem.MemoryAdvice;
import dev.innerloop.project.App;
import dev.innerloop.project.Framework;
import dev.innerloop.project.SourcedValue;
import dev.innerloop.wire.AppExit;
import dev.innerloop.wire.StartObstacle;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an app that does not serve yet waits for, and what its user can do about it. */
final class StartAdvice {

  /** What the JVM, Netty and the servers of Go and native code print. */
  private static final List<String> ADDRESS_IN_USE =
      List.of("Address already in use", "BindException", "Port already bound");

  private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

  /** The highest number of a port. */
  private static final int LAST = 65_535;

  private final boolean isHere;
  private final Supplier<App> app;
  private final IntSupplier localPort;
  private final Supplier<List<String>> lines;

  /**
   * @param isHere whether the app runs on this machine, and shares its ports with all others
   * @param app as its project is now
   * @param localPort of the forward, 0 if there is none
   * @param lines that the app printed last
   */
  StartAdvice(
      boolean isHere, Supplier<App> app, IntSupplier localPort, Supplier<List<String>> lines) {
    this.isHere = isHere;
    this.app = app;
    this.localPort = localPort;
    this.lines = lines;
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
    if (isAddressInUse()) {
      return "it listens on no port, because another process listens on the one that it wants"
          + leavingItsPort();
    }
    boolean mayBeWorker = !isHere && app.get().endpoints().isPortAssumed();
    return "it listens on no port yet" + (mayBeWorker ? "; if it never does: -Ddev.port=0" : "");
  }

  private String onOtherPorts(int port, List<Integer> ports) {
    if (ports.contains(port)) {
      return "it listens on port "
          + port
          + ", but not on the loopback address, which dev mode uses: have it listen on 0.0.0.0";
    }
    List<Integer> candidates = ports.stream().filter(it -> !others().contains(it)).toList();
    String listens = "it listens on " + text(ports) + ", not on " + port;
    if (candidates.isEmpty()) {
      return listens + " yet"; // an app opens those for its management first
    }
    return listens
        + (app.get().framework() == Framework.NONE
            ? ": use "
            : " yet; if that is its HTTP port, fixed in its code: ") // it may also be a database's
        + options(candidates.get(0), ports)
        + (candidates.size() == 1 ? "" : ", or another of them if that is for HTTP");
  }

  private String options(int port, List<Integer> taken) {
    return "-Ddev.port=" + port + (isHere ? " -Ddev.localPort=" + nextTo(port, taken) : "");
  }

  /** A port that the app does not use for something else. */
  private static int nextTo(int port, List<Integer> taken) {
    int step = port + taken.size() > LAST ? -1 : 1;
    int next = port + step;
    while (taken.contains(next)) {
      next += step;
    }
    return next;
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
   */
  String exited(int code, String memory) {
    if (code == 0) {
      return "the app has completed (exit code 0)";
    }
    if (code == AppExit.KILLED) {
      return isHere
          ? "the app was killed (exit code 137): if you did not do that, this machine ran out of"
              + " memory"
          : MemoryAdvice.killed(memory);
    }
    boolean isOutOfHeap = lines.get().stream().anyMatch(line -> line.contains(OUT_OF_MEMORY));
    return "the app exited with code "
        + code
        + (!isOutOfHeap
            ? ""
            : isHere
                ? ": its heap is full; to raise its limit: -Ddev.jvmOptions=-Xmx2g"
                : ": its " + MemoryAdvice.heapIsFull(" of " + memory));
  }

  /** What to do after a crash; empty if nothing is known. */
  String crashed() {
    return isAddressInUse() ? leavingItsPort() : "";
  }

  private boolean isAddressInUse() {
    return lines.get().stream().anyMatch(line -> ADDRESS_IN_USE.stream().anyMatch(line::contains));
  }

  private String leavingItsPort() {
    int forwarded = localPort.getAsInt();
    boolean mayWantIt = app.get().framework() == Framework.NONE; // or the port of its management
    return isHere && forwarded > 0 && (mayWantIt || forwarded == app.get().port())
        ? "; if it always listens on port "
            + forwarded
            + ", which this session forwards: use -Ddev.localPort="
            + (forwarded + 1)
        : "";
  }
}
