package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.ServiceDeployment;
import dev.innerloop.cluster.Status;
import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.applyset.Deletion;
import dev.innerloop.cluster.namespace.NamespaceDeletion;
import dev.innerloop.event.Event;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.ServiceResources;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.ReplicaReport;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.session.Interruption;
import dev.innerloop.usecase.target.ReplicaReports;
import dev.innerloop.usecase.target.Targets;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Edits;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of, or done to, apps that are on the cluster already. It needs no more of a project
 * than names.
 */
public final class Inspect {

  private final List<String> apps;
  private final TargetSettings settings;
  private final CommandForm commands;
  private final Consumer<Event> events;

  /**
   * @param apps names that apps of the project may have; those that are not there are left out
   */
  public Inspect(
      List<String> apps, TargetSettings settings, CommandForm commands, Consumer<Event> events) {
    this.apps = List.copyOf(apps);
    this.settings = settings;
    this.commands = commands;
    this.events = events;
  }

  /** {@code dev:status}. */
  public void status() {
    onPresent(
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
                .orElse("shipped form"));
    say("  image    " + status.image());
    say("  replicas " + status.wanted());
    ReplicaReports attendance = ReplicaReports.of(workload);
    for (Status.PodStatus pod : status.pods()) {
      ReplicaReport report = attendance.reports().get(pod.name());
      say(
          "    "
              + pod.name()
              + "  "
              + pod.phase()
              + (pod.ready() ? ", ready" : ", not ready")
              + (report == null ? "" : ", " + words(report))
              + (pod.restarts() > 0 ? ", " + pod.restarts() + " restarts" : "")
              + (pod.current() ? "" : ", being replaced"));
    }
    attendance
        .holder()
        .ifPresent(holder -> say("  " + holder.name() + " works on it since " + holder.since()));
    if (attendance.reports().values().stream().anyMatch(Inspect::waits)) {
      say("  A pod that starts while no session runs waits for one: " + commands.of("watch"));
    }
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

  /** {@code dev:log}: until Ctrl-C. */
  public void log() {
    onPresent(
        workloads -> {
          CountDownLatch stopped = new CountDownLatch(1);
          List<Closeable> logs = new ArrayList<>();
          try (Interruption interruption = Interruption.calls(stopped::countDown)) {
            for (Workload workload : workloads) {
              logs.add(
                  workload.followLog(
                      Optional.empty(),
                      (pod, several, line) ->
                          events.accept(
                              new Event.Output(workload.app(), several ? pod : "", line))));
            }
            stopped.await();
          } finally {
            for (Closeable log : logs) {
              log.close();
            }
          }
        });
  }

  /** {@code dev:stop}. */
  public void stop() {
    onPresent(
        workloads -> {
          for (Workload workload : workloads) {
            Optional<Edits> edits = ReplicaReports.of(workload).edits();
            Optional<Delivery> left = workload.stopDevMode();
            say(workload.app() + ": " + left.map(Inspect::stopped).orElse("is not in dev mode."));
            edits.ifPresent(this::name);
          }
        });
  }

  private void name(Edits edits) {
    edits
        .listed()
        .forEach((path, kind) -> say("  " + kind.name().toLowerCase(Locale.ROOT) + "  " + path));
    if (edits.total() > edits.listed().size()) {
      say("  and " + (edits.total() - edits.listed().size()) + " more");
    }
  }

  private static String stopped(Delivery delivery) {
    return switch (delivery) {
      case IMAGE -> "left dev mode; the last image runs, without what was edited since.";
      case DIRECT -> "left dev mode; no image holds the app, so it has no replicas now.";
    };
  }

  /**
   * {@code dev:delete}. What is not there is fine: so it was deleted.
   *
   * @param withNamespace whether the namespace is to go, too, if we made it
   */
  public void delete(boolean withNamespace) {
    inNamespace(
        (cluster, namespace) -> {
          NamespaceDeletion removal = cluster.removal(namespace, settings.namespace().tenancy());
          boolean goes = withNamespace && removal.requireRemovable(withServices());
          for (String app : apps) {
            Deletion.Deleted deleted = cluster.workload(namespace, app).delete(settings.timeout());
            say(
                app
                    + (deleted.removed().isEmpty()
                        ? ": nothing of it is in namespace " + namespace + "."
                        : ": deleted from namespace "
                            + namespace
                            + ": "
                            + String.join(", ", deleted.removed())
                            + "."));
            if (!goes) {
              tellWhatIsLeft(app, namespace, deleted);
              deleteServices(cluster.services(namespace, app), app, namespace);
            }
          }
          if (goes) {
            say(
                removal.delete(settings.timeout())
                    ? "Deleted namespace " + namespace + " with all that was in it."
                    : "Namespace " + namespace + " is being deleted with all that is in it.");
          }
        });
  }

  /** {@code dev:delete -Ddev.expired}: whatever apps are in it. */
  public void deleteExpired() {
    try (Cluster cluster = Targets.ofThisProcess().cluster(settings).orElseThrow()) {
      cluster.expired().delete(Instant.now(), settings.timeout(), this::say);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is ours of these apps: they themselves, and what they need beside them. */
  private Set<String> withServices() {
    return apps.stream()
        .flatMap(app -> Stream.of(app, ServiceResources.owner(app)))
        .collect(Collectors.toSet());
  }

  /** Their data stays, and with it the logins that open it. */
  private void deleteServices(ServiceDeployment services, String app, String namespace)
      throws InterruptedException {
    Deletion.Deleted deleted = services.delete(settings.timeout());
    if (!deleted.removed().isEmpty()) {
      say(app + ": deleted what it needed, too: " + String.join(", ", deleted.removed()) + ".");
    }
    List<String> kept = new ArrayList<>();
    services.volumes().forEach(volume -> kept.add("PersistentVolumeClaim " + volume));
    services.logins().forEach(login -> kept.add("Secret " + login));
    if (!kept.isEmpty()) {
      say(
          app
              + ": data and logins of services are kept; to give them up: kubectl delete"
              + " --namespace="
              + namespace
              + kept.stream().map(it -> " " + it.replace(' ', '/')).collect(Collectors.joining()));
    }
  }

  private void tellWhatIsLeft(String app, String namespace, Deletion.Deleted deleted) {
    for (String kept : deleted.kept()) {
      say(
          app
              + ": "
              + kept
              + " is kept; to give it up: kubectl delete --namespace="
              + namespace
              + " "
              + kept.replace(' ', '/'));
    }
    for (String kind : deleted.unlisted()) {
      say(app + ": you may not list the resources of kind " + kind + ", so those are still there.");
    }
  }

  private interface Work {

    void in(Cluster cluster, String namespace) throws InterruptedException, IOException;
  }

  private interface PresentWork {

    void on(List<Workload> present) throws InterruptedException, IOException;
  }

  private void onPresent(PresentWork work) {
    inNamespace(
        (cluster, namespace) -> {
          List<Workload> present = new ArrayList<>();
          for (String app : apps) {
            Workload workload = cluster.workload(namespace, app);
            if (workload.status().isPresent()) {
              present.add(workload);
            }
          }
          if (present.isEmpty()) {
            throw new Problem(
                String.join(", ", apps) + " is not in namespace " + namespace + ".",
                "Run it: " + commands.of("run"));
          }
          work.on(present);
        });
  }

  private void inNamespace(Work work) {
    try (Cluster cluster = Targets.ofThisProcess().cluster(settings).orElseThrow()) {
      work.in(cluster, cluster.namespaceName(settings.namespace()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new Problem("The log could not be closed: " + e.getMessage(), "Try again.", e);
    }
  }

  private void say(String line) {
    events.accept(new Event.Notice(line));
  }
}
