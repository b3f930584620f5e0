package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.forward.HttpForward;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.forward.http.AllowedHosts;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.SessionSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ports of this machine at which an app is reached: by requests, which pass its {@link
 * RequestGate}, and by debuggers.
 */
final class AppPorts implements Closeable {

  private final RequestGate gate;
  private final AtomicInteger replicaPort;
  private final @Nullable HttpForward forward;
  private final @Nullable DebugPorts debug;

  private AppPorts(
      RequestGate gate,
      AtomicInteger replicaPort,
      @Nullable HttpForward forward,
      @Nullable DebugPorts debug) {
    this.gate = gate;
    this.replicaPort = replicaPort;
    this.forward = forward;
    this.debug = debug;
  }

  /**
   * Takes the ports before anything is deployed, so that one that is in use is reported early.
   *
   * @param usualPort where users expect the app on this machine
   * @param jvmDebugPort where the app's JVMs listen for debuggers, if they are debugged
   * @param lastLines what the app printed last
   * @throws dev.innerloop.problem.Problem if a port that the user asked for is in use
   */
  static AppPorts open(
      AppRequest request,
      RequestGate gate,
      int usualPort,
      IntSupplier jvmDebugPort,
      Supplier<List<String>> lastLines,
      Consumer<Event> events)
      throws IOException {
    SessionSettings settings = request.session();
    int port = request.app().port();
    AtomicInteger replicaPort = new AtomicInteger(port);
    Integer local = settings.localPort();
    HttpForward forward =
        port == 0
            ? null
            : HttpForward.open(
                local == null ? OptionalInt.empty() : OptionalInt.of(local),
                usualPort,
                replicaPort::get,
                gate,
                new HttpForward.Settings(
                    lastLines, settings.forwarding().browserReload(), allowedHosts(request)),
                new ForwardReporter(request.app().name(), events));
    try {
      DebugPorts debug =
          settings
              .debug()
              .map(it -> DebugPorts.open(request.app().name(), it, jvmDebugPort.getAsInt(), events))
              .orElse(null);
      return new AppPorts(gate, replicaPort, forward, debug);
    } catch (RuntimeException e) {
      if (forward != null) {
        forward.close();
      }
      throw e;
    }
  }

  /** Those that the user allows, and that of the app's route. */
  private static AllowedHosts allowedHosts(AppRequest request) {
    List<String> names = new ArrayList<>(request.session().forwarding().allowedHosts());
    request.workload().network().exposure().ifPresent(it -> names.add(it.host()));
    return new AllowedHosts(names);
  }

  RequestGate gate() {
    return gate;
  }

  Optional<DebugPorts> debug() {
    return Optional.ofNullable(debug);
  }

  int replicaPort() {
    return replicaPort.get();
  }

  /** From now on, replicas answer requests on this port. */
  void forwardTo(int port) {
    replicaPort.set(port);
  }

  /** Where the forward listens; 0 if the app does not listen. */
  int localPort() {
    return forward == null ? 0 : forward.localPort();
  }

  /** Where requests are answered; empty if the app does not listen. */
  Optional<String> url() {
    return Optional.ofNullable(forward).map(it -> "http://localhost:" + it.localPort());
  }

  @Override
  public void close() throws IOException {
    if (forward != null) {
      forward.close();
    }
    if (debug != null) {
      debug.close();
    }
  }
}
