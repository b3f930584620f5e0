package dev.innerloop.cluster.diagnosis;

import dev.innerloop.cluster.diagnosis.ContainerFailures.OfPod;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A container is running but fails a probe: only the app, or time, can change that. */
public final class ProbeFailures {

  /** Every app fails some probes while it starts. */
  private static final Duration USUAL = Duration.ofSeconds(10);

  /** A startup probe is expected to fail until the app has started. */
  private static final Duration USUAL_START = Duration.ofSeconds(30);

  /**
   * As reported by the kubelet.
   *
   * @param kind of the probe, as in the names of a container's fields
   * @param answer the response that failed the probe
   */
  private record Failure(String kind, String answer) {

    private static final Pattern WORDS =
        Pattern.compile("(?s)(Readiness|Liveness|Startup) probe (?:failed|errored)[^:]*: (.*)");

    static Failure of(Event unhealthy) {
      String message = String.valueOf(unhealthy.getMessage());
      Matcher words = WORDS.matcher(message);
      return words.matches()
          ? new Failure(words.group(1).toLowerCase(Locale.ROOT), words.group(2).strip())
          : new Failure("readiness", message);
    }

    boolean isOfStartup() {
      return kind.equals("startup");
    }
  }

  private ProbeFailures() {}

  public static Optional<Finding> of(Pod pod, Evidence evidence) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getContainerStatuses().stream()
        .filter(status -> status.getState() != null && status.getState().getRunning() != null)
        .filter(status -> !Boolean.TRUE.equals(status.getReady()))
        .flatMap(status -> of(pod, status, evidence).stream())
        .findFirst();
  }

  private static Optional<Finding> of(Pod pod, ContainerStatus status, Evidence evidence) {
    OfPod container = new OfPod(pod, status, false);
    return unhealthy(container, evidence)
        .map(Failure::of)
        .map(
            failure ->
                Finding.passing(
                    failure.isOfStartup() ? USUAL_START : USUAL,
                    failing(container, failure, " fails its ", List.of())));
  }

  /** It was killed because of a probe. */
  static Diagnosis killed(OfPod container, Event killing, Evidence evidence, List<String> log) {
    Optional<Diagnosis> failing =
        unhealthy(container, evidence)
            .map(Failure::of)
            .map(failure -> failing(container, failure, " keeps being killed by its ", log));
    return failing.orElseGet(
        () ->
            new Diagnosis(
                Cause.PROBE,
                container.sentence() + " keeps being killed because of a probe",
                String.valueOf(killing.getMessage()),
                container.place(),
                "Correct the path or port of the probe, or allow a longer startup:"
                    + " <probes><startupTimeout>300</startupTimeout></probes> in the POM.",
                log));
  }

  private static Optional<Event> unhealthy(OfPod container, Evidence evidence) {
    return Events.of(container.pod(), evidence)
        .ofContainer(container.name())
        .newest(Set.of("Unhealthy"));
  }

  private static Diagnosis failing(OfPod container, Failure failure, String how, List<String> log) {
    return new Diagnosis(
        Cause.PROBE,
        container.sentence() + how + failure.kind() + " probe" + target(container, failure.kind()),
        failure.answer(),
        Place.of(container.pod(), "event Unhealthy of container " + container.name()),
        remedy(failure),
        log);
  }

  private static String target(OfPod container, String kind) {
    return container.pod().getSpec().getContainers().stream()
        .filter(it -> it.getName().equals(container.name()))
        .map(it -> described(probe(it, kind)))
        .findFirst()
        .orElse("");
  }

  private static @Nullable Probe probe(Container container, String kind) {
    return switch (kind) {
      case "liveness" -> container.getLivenessProbe();
      case "startup" -> container.getStartupProbe();
      default -> container.getReadinessProbe();
    };
  }

  private static String described(@Nullable Probe probe) {
    if (probe == null) {
      return "";
    }
    if (probe.getHttpGet() != null) {
      return " (GET "
          + (probe.getHttpGet().getPath() == null ? "/" : probe.getHttpGet().getPath())
          + " on port "
          + probe.getHttpGet().getPort().getValue()
          + ")";
    }
    if (probe.getTcpSocket() != null) {
      return " (a connection to port " + probe.getTcpSocket().getPort().getValue() + ")";
    }
    if (probe.getExec() != null) {
      return " (" + String.join(" ", probe.getExec().getCommand()) + ")";
    }
    return "";
  }

  private static String remedy(Failure failure) {
    String answer = failure.answer();
    if (answer.contains("statuscode: 404")) {
      return "The app has no such path: correct it in <probes> of the POM, or add the endpoint"
          + " (Spring Boot: management.endpoint.health.probes.enabled=true).";
    }
    if (answer.contains("statuscode: 401") || answer.contains("statuscode: 403")) {
      return "The path requires authentication, which the kubelet does not support: permit"
          + " unauthenticated access to it.";
    }
    if (answer.contains("statuscode: 5")) {
      return "The app reports itself unhealthy; see its log: mvn dev:log";
    }
    if (answer.contains("connection refused")) {
      return "No process listens on that port: the app is still starting, uses another port"
          + " (-Ddev.port=PORT), or listens on localhost only, where the kubelet cannot"
          + " reach it.";
    }
    if (answer.contains("deadline exceeded") || answer.contains("Client.Timeout")) {
      return "The probe times out: give the app more CPU, or raise the probe's timeoutSeconds with"
          + " a fragment.";
    }
    return failure.isOfStartup()
        ? "If it only needs more time to start:"
            + " <probes><startupTimeout>300</startupTimeout></probes> in the POM."
        : "See the app's log: mvn dev:log";
  }
}
