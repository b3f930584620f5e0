package dev.innerloop.usecase;

import dev.innerloop.cluster.Status;
import dev.innerloop.cluster.Workload;
import dev.innerloop.event.Event;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.replica.ReplicaReport;
import dev.innerloop.usecase.target.ReplicaReports;
import dev.innerloop.wire.AppState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code dev:status}: the URLs, the image, the mode and the pods of apps. */
public final class ShowStatus {

  private final DeployedApps apps;
  private final Consumer<Event> events;

  public ShowStatus(AppSelection apps, Consumer<Event> events) {
    this.apps = new DeployedApps(apps, events);
    this.events = events;
  }

  public void show() {
    apps.onPresent(
        workloads -> {
          for (Workload workload : workloads) {
            workload.status().ifPresent(status -> describe(workload, status));
          }
        });
  }

  private void describe(Workload workload, Status status) {
    say(
        workload.app()
            + " in namespace "
            + status.namespace()
            + ": "
            + status
                .devMode()
                .map(
                    mode ->
                        mode == Delivery.DIRECT && status.wanted() == 0
                            ? "stopped, since no image holds it"
                            : "dev mode, delivery " + mode.word())
                .orElse("release form"));
    workload.urls().forEach(url -> say("  url      " + url));
    say("  image    " + status.image());
    say("  replicas " + status.wanted());
    ReplicaReports reports = ReplicaReports.of(workload);
    for (Status.PodStatus pod : status.pods()) {
      ReplicaReport report = reports.reports().get(pod.name());
      say("    " + pod(pod, Optional.ofNullable(report).map(ShowStatus::words), Instant.now()));
    }
    reports
        .holder()
        .ifPresent(holder -> say("  " + holder.name() + " works on it since " + holder.since()));
    if (reports.reports().values().stream().anyMatch(ShowStatus::waits)) {
      say(
          "  A pod that starts while no session runs waits for one: "
              + apps.selection().commands().of("watch"));
    }
  }

  static String pod(Status.PodStatus pod, Optional<String> report, Instant now) {
    return pod.name()
        + "  "
        + pod.phase()
        + (pod.ready() ? ", ready" : ", not ready")
        + report.map(", "::concat).orElse("")
        + pod.created().map(it -> ", " + age(Duration.between(it, now)) + " old").orElse("")
        + (pod.restarts() == 1 ? ", 1 restart" : ", " + pod.restarts() + " restarts")
        + (pod.current() ? "" : ", being replaced");
  }

  /** In the largest unit of which there are at least two, or in seconds. */
  private static String age(Duration age) {
    if (age.toDays() > 1) {
      return age.toDays() + " days";
    }
    if (age.toHours() > 1) {
      return age.toHours() + " h";
    }
    return age.toMinutes() > 1 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
  }

  private static boolean waits(ReplicaReport report) {
    return report.app() == AppState.WAITING && report.holder().isEmpty();
  }

  private static String words(ReplicaReport report) {
    return switch (report.app()) {
      case WAITING -> "waits for content";
      case STARTING -> "the app starts";
      case SERVING -> "the app serves";
      case EXITED -> "the app ended with exit code " + report.exitCode();
      case STOPPED -> "the app is stopped";
    };
  }

  private void say(String line) {
    events.accept(new Event.Notice(line));
  }
}
