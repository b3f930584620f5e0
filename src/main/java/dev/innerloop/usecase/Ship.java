package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.process.Programs;
import dev.innerloop.manifest.ExplainedResources;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.plan.ClusterNamespace;
import dev.innerloop.plan.ReleaseManifests;
import dev.innerloop.plan.delivery.ClusterDestinations;
import dev.innerloop.plan.delivery.Destination;
import dev.innerloop.plan.delivery.Destinations;
import dev.innerloop.plan.image.AppImages;
import dev.innerloop.project.metadata.Licenses;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.release.ReleaseImage;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The steps of shipping one at a time, without dev mode: what pipelines use. */
public final class Ship {

  private final List<AppRequest> requests;
  private final TargetSettings settings;
  private final CommandForm commands;
  private final ConfiguredCredentials logins;
  private final Licenses licenses;
  private final Consumer<Event> events;

  public Ship(ReleaseRequest request, Consumer<Event> events) {
    this.requests = request.apps();
    this.settings = request.target();
    this.commands = request.commands();
    this.logins = request.logins();
    this.licenses = request.licenses();
    this.events = events;
  }

  /** {@code dev:image}: an OCI layout and its description in {@code target/dev}. */
  public void image() {
    for (AppRequest request : requests) {
      BuiltImage image = images(request).build(Destinations.named(request), licenses);
      tell(request, image);
      if (!image.base().isEmpty()) {
        notice(request, "built on " + image.base());
      }
      notice(request, "in " + AppImages.devFolder(request.app()));
    }
  }

  /** {@code dev:push}: what {@code dev:image} left goes to its registry, or into the nodes. */
  public void push() {
    for (AppRequest request : requests) {
      Destination destination = destination(request);
      AppImages images = new AppImages(request, destination.logins(logins), events);
      tell(request, images.deliverBuilt(destination));
    }
  }

  private Destination destination(AppRequest request) {
    Destinations destinations = new Destinations(Programs.ofThisProcess());
    if (Destinations.needsNoCluster(request)) {
      return destinations.require(request, ClusterDestinations.UNKNOWN, "");
    }
    try (Cluster cluster = cluster()) {
      String namespace = cluster.namespaceName(settings.namespace());
      Destination destination =
          destinations.require(request, new ClusterNamespace(cluster, namespace), "");
      notice(request, destination.words());
      return destination;
    }
  }

  /**
   * {@code dev:manifests}: the resources, in {@code target/kubernetes}; needs no cluster.
   *
   * @param explain whether to say which input led to which field
   */
  public void manifests(boolean explain) {
    for (AppRequest request : requests) {
      ExplainedResources shipped =
          new ReleaseManifests(request, false, ClusterObjects.UNKNOWN)
              .explained(new ManifestRequest.Image(reference(request), false));
      for (Path file : ReleaseManifests.write(request.app(), shipped.resources())) {
        notice(request, file.toString());
      }
      if (explain) {
        shipped.reasons().forEach(reason -> notice(request, reason.toString()));
      }
    }
  }

  /** The image of the tag that the user chose, or that was built, or else that would be. */
  private String reference(AppRequest request) {
    Optional<ImageTarget> target = Destinations.named(request);
    if (target.isPresent() && target.get().tag().isPresent()) {
      return target.get().pull() + ":" + target.get().tag().get();
    }
    return images(request)
        .built()
        .map(BuiltImage::reference)
        .orElseGet(() -> ReleaseImage.named(request));
  }

  private Cluster cluster() {
    return Targets.ofThisProcess().cluster(settings).orElseThrow();
  }

  private AppImages images(AppRequest request) {
    return new AppImages(request, logins, events);
  }

  private void tell(AppRequest request, BuiltImage image) {
    events.accept(
        new Event.ImageReady(
            request.app().name(), image.reference(), image.digest(), image.unchanged()));
    if (image.tags().size() > 1) {
      notice(
          request,
          "also tagged " + String.join(", ", image.tags().subList(1, image.tags().size())));
    }
  }

  private void notice(AppRequest request, String text) {
    events.accept(new Event.Notice(request.app().name() + ": " + text));
  }
}
