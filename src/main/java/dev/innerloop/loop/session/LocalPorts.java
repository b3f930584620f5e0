package dev.innerloop.loop.session;

import dev.innerloop.forward.ForwardListener;
import dev.innerloop.forward.HttpForward;
import dev.innerloop.forward.gate.Gate;
import dev.innerloop.forward.gate.Gatekeeper;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.request.DebugSettings;
import dev.innerloop.loop.request.SessionSettings;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where an app is reached on this machine: by requests, which may have to wait, and debuggers. */
final class LocalPorts implements Closeable {

  private final String app;
  private final SessionSettings settings;
  private final Consumer<Event> events;
  private final Gate gate;

  private volatile @Nullable HttpForward forward;
  private volatile @Nullable DebugPorts debug;

  /**
   * @param replicas as they are at the moment of asking
   */
  LocalPorts(
      String app,
      SessionSettings settings,
      Supplier<List<ReplicaStatus>> replicas,
      Consumer<Event> events) {
    this.app = app;
    this.settings = settings;
    this.events = events;
    this.gate = new Gate(replicas, settings.forwarding().hold());
  }

  /**
   * Takes the port for requests.
   *
   * @param port of the app, by which its own is chosen
   * @param replicaPort where replicas answer
   * @param lastLines what the app printed last
   */
  void forward(int port, IntSupplier replicaPort, Supplier<List<String>> lastLines) {
    Integer local = settings.localPort();
    forward =
        HttpForward.open(
            local == null ? OptionalInt.empty() : OptionalInt.of(local),
            port,
            replicaPort,
            gate,
            new HttpForward.Settings(lastLines, settings.forwarding().browserReload()),
            ForwardListener.silent());
  }

  /**
   * Takes the ports for debuggers.
   *
   * @param jvmPort where the app's JVMs listen for them
   */
  void debug(DebugSettings settings, int jvmPort) {
    debug = DebugPorts.open(app, settings, jvmPort, events);
  }

  Optional<DebugPorts> debug() {
    return Optional.ofNullable(debug);
  }

  /** The same launch, open to debuggers if there are ports for them. */
  Launch opened(Launch launch) {
    return debug().map(ports -> ports.debugged(launch)).orElse(launch);
  }

  /** The same replicas, seen by the ports for debuggers first. */
  ReplicaSource observed(ReplicaSource replicas) {
    return debug().map(ports -> ports.observed(replicas)).orElse(replicas);
  }

  /** Where requests are answered; empty if the app does not listen. */
  Optional<String> url() {
    return Optional.ofNullable(forward).map(it -> "http://localhost:" + it.localPort());
  }

  /** Something was saved: requests wait until it is known what comes of it. */
  void hold() {
    gate.hold();
  }

  /** Requests wait for replicas that have this update. */
  void expect(long update) {
    gate.expect(update);
  }

  /**
   * All that was saved is compiled.
   *
   * @param error why not; empty if it is
   */
  void settle(String error) {
    gate.settle(error);
  }

  /** The replica that requests go to at this moment. */
  Optional<Replica> serving() {
    return gate.serving();
  }

  /** Tells the waiting requests what becomes of replicas. */
  Gatekeeper gatekeeper() {
    return new Gatekeeper(gate);
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
