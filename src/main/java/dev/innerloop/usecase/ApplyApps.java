package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.event.Event;
import dev.innerloop.event.NamespaceReporter;
import dev.innerloop.plan.AppPlan;
import dev.innerloop.plan.BatchApps;
import dev.innerloop.plan.ClusterNamespace;
import dev.innerloop.plan.NamespacePlan;
import dev.innerloop.plan.image.AppImages;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.request.AppRequest;
import dev.innerloop.usecase.release.ReleaseDeployment;
import dev.innerloop.usecase.release.ReleaseRequest;
import dev.innerloop.usecase.release.ReportFiles;
import dev.innerloop.usecase.release.RolloutRecorder;
import dev.innerloop.usecase.target.ClusterSelector;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * {@code dev:apply}: the pushed images and their resources, until they are rolled out. What can be
 * found wrong with any of the apps is found before the first one is changed; the rollouts go on at
 * the same time. Each app gets a report, whatever happens.
 */
public final class ApplyApps {

  private final ReleaseRequest request;
  private final Consumer<Event> events;
  private final Clock clock;

  public ApplyApps(ReleaseRequest request, Consumer<Event> events, Clock clock) {
    this.request = request;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Returns when all apps are rolled out.
   *
   * @throws Problem if one is not; the others are nevertheless waited for
   */
  public void apply() throws InterruptedException {
    List<RolloutRecorder> recorders =
        request.apps().stream().map(app -> recorder(app.app())).toList();
    try {
      apply(recorders);
    } catch (Problem problem) {
      recorders.forEach(recorder -> recorder.failedBefore(problem));
      throw problem;
    } finally {
      recorders.forEach(RolloutRecorder::write);
    }
  }

  private RolloutRecorder recorder(App app) {
    return new RolloutRecorder(
        app.name(),
        app.coordinates().version(),
        new ReportFiles(AppImages.devDirectory(app)),
        events,
        clock);
  }

  private void apply(List<RolloutRecorder> recorders) throws InterruptedException {
    List<ReleaseDeployment.Pushed> pushed = new ArrayList<>();
    for (int i = 0; i < recorders.size(); i++) {
      pushed.add(ReleaseDeployment.ofPushedImage(request.apps().get(i), request, recorders.get(i)));
    }
    try (Cluster cluster = ClusterSelector.ofThisProcess(events).requireCluster(request.target())) {
      NamespaceReporter entry = new NamespaceReporter(events);
      String namespace = cluster.enter(request.target().namespace(), entry);
      List<ReleaseDeployment.Prepared> prepared;
      try {
        prepared = prepared(pushed, new ClusterNamespace(cluster, namespace), cluster);
      } catch (Problem problem) {
        throw entry.explained(problem, request.commands().of("delete", "-Ddev.deleteNamespace"));
      }
      awaitAll(applied(prepared));
    }
  }

  private List<ReleaseDeployment.Prepared> prepared(
      List<ReleaseDeployment.Pushed> pushed, ClusterNamespace namespace, Cluster cluster)
      throws InterruptedException {
    NamespacePlan plan =
        NamespacePlan.of(namespace, request.apps(), request.commands(), request.logins(), events);
    plan.requireDeployable();
    for (AppRequest app : request.apps()) {
      BatchApps.advice(app).ifPresent(advice -> events.accept(Event.Notice.warning(advice)));
    }
    List<ReleaseDeployment.Prepared> prepared = new ArrayList<>();
    for (int i = 0; i < pushed.size(); i++) {
      AppPlan app = plan.apps().get(i);
      boolean afterOthers = pushed.size() > 1 || !app.request().services().isEmpty();
      prepared.add(pushed.get(i).prepare(app, namespace, cluster, request.commands(), afterOthers));
    }
    return prepared;
  }

  private List<ReleaseDeployment.Applied> applied(List<ReleaseDeployment.Prepared> prepared)
      throws InterruptedException {
    List<ReleaseDeployment.Applied> applied = new ArrayList<>();
    for (ReleaseDeployment.Prepared shipment : prepared) {
      applied.add(shipment.apply(request.target().timeout()));
    }
    return applied;
  }

  private void awaitAll(List<ReleaseDeployment.Applied> shipments) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    for (ReleaseDeployment.Applied shipment : shipments) {
      try {
        shipment.await(request.target().timeout());
      } catch (Problem problem) {
        problems.add(problem);
      }
    }
    if (problems.size() == 1) {
      throw problems.get(0);
    }
    if (!problems.isEmpty()) {
      throw new Problem(
          problems.size()
              + " of "
              + shipments.size()
              + " apps are not rolled out.\n"
              + problems.stream().map(Problem::getMessage).collect(Collectors.joining("\n")),
          problems.stream().map(Problem::remedy).distinct().collect(Collectors.joining("\n")));
    }
  }
}
