package dev.innerloop.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.Optional;

/** How kubelet asks an app how it does. */
final class Probes {

  private static final String READINESS = "/readiness";

  private Probes() {}

  /** Three minutes to start, noticed within two seconds of it. */
  static Probe startup(Optional<String> path, String port) {
    return asking(path, port).withPeriodSeconds(2).withFailureThreshold(90).build();
  }

  static Probe readiness(Optional<String> path, String port) {
    return asking(path, port).withPeriodSeconds(5).withFailureThreshold(3).build();
  }

  /**
   * Restarts the container: so it must not ask what depends on a database, and the readiness path
   * may. Its sibling does not; where there is none, an open port has to do.
   */
  static Probe liveness(Optional<String> path, String port) {
    Optional<String> sibling =
        path.filter(p -> p.endsWith(READINESS))
            .map(p -> p.substring(0, p.length() - READINESS.length()) + "/liveness");
    return asking(sibling, port).withPeriodSeconds(10).withFailureThreshold(3).build();
  }

  private static ProbeBuilder asking(Optional<String> path, String port) {
    ProbeBuilder probe = new ProbeBuilder().withTimeoutSeconds(2);
    return path.isPresent()
        ? probe.withNewHttpGet().withPath(path.get()).withPort(new IntOrString(port)).endHttpGet()
        : probe.withNewTcpSocket().withPort(new IntOrString(port)).endTcpSocket();
  }
}
