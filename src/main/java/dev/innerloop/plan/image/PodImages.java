package dev.innerloop.plan.image;

import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.plan.delivery.DeliveryChoice;
import dev.innerloop.plan.delivery.Destination;
import dev.innerloop.request.AppRequest;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds and delivers the image that pods run in dev mode, if the delivery needs one. */
public final class PodImages {

  private final AppRequest request;
  private final AppImages images;
  private final Consumer<Event> events;

  public PodImages(AppRequest request, AppImages images, Consumer<Event> events) {
    this.request = request;
    this.images = images;
    this.events = events;
  }

  /**
   * @param running the image that pods run already and are to keep
   * @throws dev.innerloop.problem.Problem if it cannot be built or delivered
   */
  public PodImage in(DeliveryChoice choice, Optional<String> running) {
    if (request.image().dockerfile().isPresent()) {
      Destination destination = choice.destination().orElseThrow();
      Optional<BuiltImage> known = running.flatMap(name -> images.devImage());
      return known.isPresent()
          ? PodImage.foreign(running.orElseThrow(), known.get())
          : foreign(destination);
    }
    InspectedImage base = images.base();
    String java = images.java(base);
    if (choice.destination().isEmpty()) {
      return PodImage.bare(base, java);
    }
    return PodImage.ours(
        running.orElseGet(() -> reference(choice.destination().get())), base, java);
  }

  private PodImage foreign(Destination destination) {
    BuiltImage image = deliver(destination);
    return PodImage.foreign(name(destination, image), image);
  }

  private String reference(Destination destination) {
    return name(destination, deliver(destination));
  }

  private static String name(Destination destination, BuiltImage image) {
    return destination.target().tag().isPresent() ? image.pinned() : image.reference();
  }

  private BuiltImage deliver(Destination destination) {
    BuiltImage image = images.deliver(destination);
    events.accept(
        new Event.ImageReady(
            request.app().name(), image.reference(), image.digest(), image.unchanged()));
    return image;
  }
}
