package dev.innerloop.usecase;

import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.manifest.ExplainedResources;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.plan.ReleaseManifests;
import dev.innerloop.plan.delivery.Destinations;
import dev.innerloop.plan.image.AppImages;
import dev.innerloop.request.AppRequest;
import dev.innerloop.usecase.release.ReleaseImage;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code dev:manifests}: the resources in {@code target/kubernetes}. Needs no cluster. */
public final class WriteManifests {

  private final ReleaseRequest release;
  private final Consumer<Event> events;

  public WriteManifests(ReleaseRequest release, Consumer<Event> events) {
    this.release = release;
    this.events = events;
  }

  /**
   * Writes the files.
   *
   * @param explain whether to report where each field comes from
   */
  public void write(boolean explain) {
    for (AppRequest request : release.apps()) {
      ExplainedResources manifests =
          new ReleaseManifests(request, false, ClusterObjects.UNKNOWN)
              .explained(new ManifestRequest.Image(reference(request), false));
      for (Path file : ReleaseManifests.write(request.app(), manifests.resources())) {
        notice(request, file.toString());
      }
      if (explain) {
        manifests.reasons().forEach(reason -> notice(request, reason.toString()));
      }
    }
  }

  /** The image of the tag that the user chose, or that was built, or else that would be. */
  private String reference(AppRequest request) {
    Optional<ImageTarget> target = Destinations.named(request);
    if (target.isPresent() && target.get().tag().isPresent()) {
      return target.get().pull() + ":" + target.get().tag().get();
    }
    return new AppImages(request, release.logins(), events)
        .built()
        .map(BuiltImage::reference)
        .orElseGet(() -> ReleaseImage.named(request));
  }

  private void notice(AppRequest request, String text) {
    events.accept(new Event.Notice(request.app().name() + ": " + text));
  }
}
