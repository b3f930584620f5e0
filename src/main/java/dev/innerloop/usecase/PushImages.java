package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.event.Event;
import dev.innerloop.plan.ClusterNamespace;
import dev.innerloop.plan.delivery.ClusterDestinations;
import dev.innerloop.plan.delivery.Destination;
import dev.innerloop.plan.delivery.Destinations;
import dev.innerloop.plan.image.AppImages;
import dev.innerloop.process.Programs;
import dev.innerloop.request.AppRequest;
import dev.innerloop.usecase.release.ReleaseRequest;
import dev.innerloop.usecase.target.ClusterSelector;
import java.util.function.Consumer;

/** {@code dev:push}: the images that {@code dev:image} built, pushed or loaded into nodes. */
public final class PushImages {

  private final ReleaseRequest release;
  private final Consumer<Event> events;

  public PushImages(ReleaseRequest release, Consumer<Event> events) {
    this.release = release;
    this.events = events;
  }

  public void push() {
    for (AppRequest request : release.apps()) {
      Destination destination = destination(request);
      AppImages images = new AppImages(request, destination.logins(release.logins()), events);
      ImageReport.of(request, images.deliverBuilt(destination)).forEach(events);
    }
  }

  private Destination destination(AppRequest request) {
    Destinations destinations = new Destinations(Programs.ofThisProcess());
    if (Destinations.needsNoCluster(request)) {
      return destinations.require(request, ClusterDestinations.UNKNOWN, "");
    }
    try (Cluster cluster = ClusterSelector.ofThisProcess(events).requireCluster(release.target())) {
      String namespace = cluster.namespaceName(release.target().namespace());
      Destination destination =
          destinations.require(request, new ClusterNamespace(cluster, namespace), "");
      notice(request, destination.description());
      return destination;
    }
  }

  private void notice(AppRequest request, String text) {
    events.accept(new Event.Notice(request.app().name() + ": " + text));
  }
}
