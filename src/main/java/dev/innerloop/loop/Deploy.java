package dev.innerloop.loop;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.loop.artifact.AppImages;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.event.NamespaceNews;
import dev.innerloop.loop.ship.Recording;
import dev.innerloop.loop.ship.ShipRequest;
import dev.innerloop.loop.ship.Shipment;
import dev.innerloop.loop.target.Preconditions;
import dev.innerloop.loop.target.Targets;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.report.ReportFiles;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * {@code dev:apply}: the pushed images and their resources, until they are rolled out. What can be
 * found wrong with any of the apps is found before the first one is changed; the roll-outs go on at
 * the same time. Each app gets a report, whatever happens.
 */
public final class Deploy {

  private final ShipRequest request;
  private final Consumer<Event> events;
  private final Clock clock;

  public Deploy(ShipRequest request, Consumer<Event> events, Clock clock) {
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
    List<Shipment> shipments =
        request.apps().stream()
            .map(app -> new Shipment(app, request, recording(app.app())))
            .toList();
    try {
      apply(shipments);
    } catch (Problem problem) {
      shipments.forEach(shipment -> shipment.recording().notReached(problem));
      throw problem;
    } finally {
      shipments.forEach(shipment -> shipment.recording().write());
    }
  }

  private Recording recording(App app) {
    return new Recording(
        app.name(),
        app.coordinates().version(),
        new ReportFiles(AppImages.devFolder(app)),
        events,
        clock);
  }

  private void apply(List<Shipment> shipments) throws InterruptedException {
    for (Shipment shipment : shipments) {
      shipment.findImage();
    }
    try (Cluster cluster = Targets.ofThisProcess().cluster(request.target()).orElseThrow()) {
      String namespace = cluster.enter(request.target().namespace(), new NamespaceNews(events));
      Preconditions.in(cluster, namespace).require(request.apps());
      for (Shipment shipment : shipments) {
        shipment.prepare(cluster, namespace);
      }
      for (Shipment shipment : shipments) {
        shipment.apply();
      }
      awaitAll(shipments);
    }
  }

  private static void awaitAll(List<Shipment> shipments) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    for (Shipment shipment : shipments) {
      try {
        shipment.await();
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
