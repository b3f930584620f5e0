package dev.innerloop.usecase;

import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.plan.delivery.Destinations;
import dev.innerloop.plan.image.AppImages;
import dev.innerloop.request.AppRequest;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.util.function.Consumer;

/** {@code dev:image}: an OCI layout and its description in {@code target/dev}. */
public final class BuildImages {

  private final ReleaseRequest release;
  private final Consumer<Event> events;

  public BuildImages(ReleaseRequest release, Consumer<Event> events) {
    this.release = release;
    this.events = events;
  }

  public void build() {
    for (AppRequest request : release.apps()) {
      BuiltImage image =
          new AppImages(request, release.logins(), events)
              .build(Destinations.named(request), release.licenses());
      ImageReport.of(request, image).forEach(events);
      if (!image.base().isEmpty()) {
        notice(request, "built on " + image.base());
      }
      notice(request, "in " + AppImages.devDirectory(request.app()));
    }
  }

  private void notice(AppRequest request, String text) {
    events.accept(new Event.Notice(request.app().name() + ": " + text));
  }
}
