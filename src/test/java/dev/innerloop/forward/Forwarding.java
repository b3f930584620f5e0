package dev.innerloop.forward;

import dev.innerloop.forward.gate.Gate;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.wire.AppState;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A forwarded port with an app of one replica behind it, which is a socket of the test's. */
final class Forwarding {

  private Forwarding() {}

  /** Open for a replica that serves. */
  static Gate gate(Replica replica) {
    Gate gate =
        new Gate(
            () -> List.of(ReplicaStatus.attached(replica, AppState.SERVING, 1, 0)),
            Duration.ofSeconds(5));
    gate.changed();
    return gate;
  }

  static HttpForward open(ServerSocket app, Gate gate, boolean browserReload) throws IOException {
    return HttpForward.open(
        OptionalInt.empty(),
        app.getLocalPort() + 1,
        app::getLocalPort,
        gate,
        new HttpForward.Settings(List::of, browserReload),
        ForwardListener.silent());
  }
}
