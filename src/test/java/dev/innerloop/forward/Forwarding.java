package dev.innerloop.forward;

import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.forward.http.AllowedHosts;
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
  static RequestGate gate(Replica replica) {
    RequestGate gate = new RequestGate(Duration.ofSeconds(5));
    gate.update(ReplicaStatus.attached(replica, AppState.SERVING, 1, 0));
    return gate;
  }

  static HttpForward open(ServerSocket app, RequestGate gate, boolean browserReload)
      throws IOException {
    return HttpForward.open(
        OptionalInt.empty(),
        app.getLocalPort() + 1,
        app::getLocalPort,
        gate,
        new HttpForward.Settings(List::of, browserReload, AllowedHosts.loopback()),
        ForwardListener.silent());
  }
}
