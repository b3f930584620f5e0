package dev.innerloop.manifest.pod;

import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.project.Endpoints.Health;
import dev.innerloop.project.SourcedValue;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.Optional;

/** The probes of an app: an HTTP path if there is one, or else a TCP port. */
final class Probes {

  private static final int STARTUP_PERIOD = 2;
  private static final int STARTUP_SECONDS = 180;
  private static final int READINESS_PERIOD = 5;
  private static final int LIVENESS_PERIOD = 10;

  private final ContainerSettings.Probes said;
  private final Optional<Health> health;
  private final SourcedValue<String> port;
  private final Reasons why;

  private Probes(
      ContainerSettings.Probes said,
      Optional<Health> health,
      SourcedValue<String> port,
      Reasons why) {
    this.said = said;
    this.health = health;
    this.port = port;
    this.why = why;
  }

  /** No probes for an app without ports. */
  static Optional<Probes> of(PodPlan plan, Reasons why) {
    ContainerSettings.Probes said = plan.settings().container().probes();
    Optional<Health> health = plan.app().endpoints().health();
    return said.port()
        .map(number -> new SourcedValue<>(number.toString(), "probes.port in the POM"))
        .or(
            () ->
                plan.ports()
                    .named(
                        health.filter(Health::onManagementPort).isPresent()
                            ? Ports.MANAGEMENT
                            : Ports.HTTP)
                    .map(port -> port.number().map(number -> port.name())))
        .filter(port -> plan.settings().kind().serves())
        .map(port -> new Probes(said, health, port, why));
  }

  /** Allows three minutes to start by default, and detects readiness within two seconds. */
  Probe startup() {
    SourcedValue<Integer> seconds =
        said.startupTimeout().isPresent()
            ? new SourcedValue<>(
                said.startupTimeout().getAsInt(), "probes.startupTimeout in the POM")
            : new SourcedValue<>(STARTUP_SECONDS, Reasons.DEFAULT);
    Optional<SourcedValue<String>> path =
        configured(said.startup(), "startup")
            .or(() -> configured(said.readiness(), "readiness"))
            .or(() -> health.map(Health::startup));
    return probe("startupProbe", path)
        .withPeriodSeconds(STARTUP_PERIOD)
        .withFailureThreshold(
            why.take(
                "startupProbe.failureThreshold",
                seconds.map(it -> (it + STARTUP_PERIOD - 1) / STARTUP_PERIOD)))
        .build();
  }

  Probe readiness() {
    Optional<SourcedValue<String>> path =
        configured(said.readiness(), "readiness").or(() -> health.map(Health::readiness));
    return probe("readinessProbe", path)
        .withPeriodSeconds(READINESS_PERIOD)
        .withFailureThreshold(3)
        .build();
  }

  /**
   * A failure restarts the container, so unlike readiness, this probe must not depend on a
   * database.
   */
  Probe liveness() {
    Optional<SourcedValue<String>> path =
        configured(said.liveness(), "liveness").or(() -> health.flatMap(Health::liveness));
    return probe("livenessProbe", path)
        .withPeriodSeconds(LIVENESS_PERIOD)
        .withFailureThreshold(3)
        .build();
  }

  private static Optional<SourcedValue<String>> configured(Optional<String> path, String field) {
    return path.map(it -> new SourcedValue<>(it, "probes." + field + " in the POM"));
  }

  private ProbeBuilder probe(String field, Optional<SourcedValue<String>> path) {
    Reasons own = why.at(field);
    ProbeBuilder probe = new ProbeBuilder().withTimeoutSeconds(2);
    return path.isPresent()
        ? probe
            .withNewHttpGet()
            .withPath(own.take("httpGet.path", path.get()))
            .withPort(port(own.take("httpGet.port", port)))
            .endHttpGet()
        : probe.withNewTcpSocket().withPort(port(own.take("tcpSocket.port", port))).endTcpSocket();
  }

  /** A number, or a name, which contains at least one letter. */
  private static IntOrString port(String text) {
    return text.matches("\\d+") ? new IntOrString(Integer.parseInt(text)) : new IntOrString(text);
  }
}
