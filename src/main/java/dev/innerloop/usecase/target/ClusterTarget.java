package dev.innerloop.usecase.target;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.event.Event;
import dev.innerloop.event.NamespaceReporter;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.plan.AppPlan;
import dev.innerloop.plan.ClusterNamespace;
import dev.innerloop.plan.DevManifests;
import dev.innerloop.plan.NamespacePlan;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.replica.Replica;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.session.Ending;
import dev.innerloop.session.PreparedApp;
import dev.innerloop.session.Target;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A namespace of a cluster. */
public final class ClusterTarget implements Target {

  private static final String DELETE_NAMESPACE = "-Ddev.deleteNamespace";

  private static final int DEBUG_PORT = DevManifests.SUPERVISOR_PORT + 1;

  private final Cluster cluster;
  private final String namespace;
  private final NamespaceReporter entry;
  private final Closeable occupancy;
  private final Instant started = Instant.now();
  private final TargetSettings settings;
  private final CommandForm commands;
  private final ConfiguredCredentials logins;
  private final InterruptibleWaits waits;
  private final Consumer<Event> events;

  private ClusterTarget(
      Cluster cluster,
      String namespace,
      NamespaceReporter entry,
      TargetSettings settings,
      CommandForm commands,
      ConfiguredCredentials logins,
      InterruptibleWaits waits,
      Consumer<Event> events) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.entry = entry;
    this.occupancy = cluster.occupy(namespace, new NamespaceReporter(events));
    this.settings = settings;
    this.commands = commands;
    this.logins = logins;
    this.waits = waits;
    this.events = events;
  }

  /** Finds the namespace, or creates it. */
  public static ClusterTarget in(
      Cluster cluster,
      TargetSettings settings,
      CommandForm commands,
      ConfiguredCredentials logins,
      InterruptibleWaits waits,
      Consumer<Event> events) {
    NamespaceReporter reporter = new NamespaceReporter(events);
    String namespace = cluster.enter(settings.namespace(), reporter);
    return new ClusterTarget(
        cluster, namespace, reporter, settings, commands, logins, waits, events);
  }

  @Override
  public Event.SessionStarted started(List<String> apps) {
    return new Event.SessionStarted("cluster", cluster.context(), namespace, apps, "");
  }

  @Override
  public boolean isHere() {
    return false;
  }

  @Override
  public List<PreparedApp> prepare(List<AppRequest> requests) throws InterruptedException {
    try {
      return startable(requests);
    } catch (Problem problem) {
      throw entry.explained(problem, commands.of("delete", DELETE_NAMESPACE));
    }
  }

  private List<PreparedApp> startable(List<AppRequest> requests) throws InterruptedException {
    NamespacePlan plan =
        NamespacePlan.of(
            new ClusterNamespace(cluster, namespace), requests, commands, logins, events);
    List<PreparedApp> prepared = new ArrayList<>();
    try (ParallelRequests parallel = new ParallelRequests()) {
      List<Supplier<ReplicaReports>> first = new ArrayList<>();
      for (AppPlan app : plan.apps()) {
        first.add(parallel.start(() -> ReplicaReports.of(workload(app))));
      }
      List<AppPlan> startable =
          plan.requireStartable(notice -> events.accept(new Event.Notice(notice)));
      for (int i = 0; i < startable.size(); i++) {
        AppPlan app = startable.get(i);
        ReplicaReports attendance = awaitRelease(app, first.get(i).get());
        prepared.add(
            new ClusterApp(
                app,
                workload(app),
                attendance.key(),
                BackingServices.of(app.name(), cluster, namespace, events),
                settings.timeout(),
                started,
                commands,
                waits,
                events));
      }
    }
    return prepared;
  }

  @Override
  public Ending abandoned(boolean isDeploying) {
    if (isDeploying) {
      return new Ending(
          "what is already deployed is kept",
          List.of(
              "to continue:        " + commands.of("watch"),
              "to remove the app:  " + commands.of("delete")));
    }
    return entry
        .created()
        .map(
            name ->
                new Ending(
                    "nothing was deployed, and namespace "
                        + name
                        + ", which was created for this run, still exists",
                    List.of("to delete it:  " + commands.of("delete", DELETE_NAMESPACE))))
        .orElse(new Ending("nothing was deployed", List.of()));
  }

  private Workload workload(AppPlan app) {
    return cluster.workload(namespace, app.name());
  }

  /** The session that has claimed the app. A takeover needs only the key. */
  private ReplicaReports attendance(AppPlan app) {
    return app.request().session().takeover()
        ? ReplicaReports.unknown(workload(app).sessionKey())
        : ReplicaReports.of(workload(app));
  }

  private ReplicaReports awaitRelease(AppPlan app, ReplicaReports first)
      throws InterruptedException {
    return waits.during(
        () ->
            ReplicaReports.awaitRelease(
                app.name(),
                first,
                () -> attendance(app),
                commands.of("watch", "-Ddev.takeover"),
                settings.timeout(),
                events));
  }

  @Override
  public int debugPort(App app) {
    return app.port() == DEBUG_PORT ? DEBUG_PORT + 1 : DEBUG_PORT;
  }

  @Override
  public Replica service(String name) {
    return cluster.service(namespace, name);
  }

  @Override
  public void close() throws IOException {
    occupancy.close();
    cluster.close();
  }
}
