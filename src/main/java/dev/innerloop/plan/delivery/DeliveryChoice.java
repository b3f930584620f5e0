package dev.innerloop.plan.delivery;

import dev.innerloop.image.layout.ExtraFiles;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.ImageSettings;
import java.util.Optional;

/**
 * How an app is delivered to its replicas, and why.
 *
 * @param destination of its image; empty if it has none
 * @param reason where images go, or why there is none; empty if the user wants none
 */
public record DeliveryChoice(Delivery delivery, Optional<Destination> destination, String reason) {

  private static final String WITHOUT = "\nor send the app without an image: -Ddev.delivery=direct";

  /**
   * @throws Problem if an image is required and has no destination
   */
  public static DeliveryChoice of(
      AppRequest request, ClusterDestinations places, Destinations destinations) {
    ImageSettings settings = request.image();
    boolean dockerfile = settings.dockerfile().isPresent();
    if (dockerfile && settings.delivery() == ImageSettings.Choice.DIRECT) {
      throw new Problem(
          "dev.builder=dockerfile builds an image, and dev.delivery=direct has none.",
          "Leave out one of them.");
    }
    if (settings.delivery() == ImageSettings.Choice.DIRECT) {
      return new DeliveryChoice(Delivery.DIRECT, Optional.empty(), "");
    }
    if (dockerfile || settings.delivery() == ImageSettings.Choice.IMAGE) {
      Destination destination = destinations.require(request, places, dockerfile ? "" : WITHOUT);
      return new DeliveryChoice(
          Delivery.IMAGE, Optional.of(destination), destination.description());
    }
    Destinations.Found found = destinations.find(request, places);
    return found
        .destination()
        .map(it -> new DeliveryChoice(Delivery.IMAGE, Optional.of(it), it.description()))
        .orElseGet(
            () ->
                new DeliveryChoice(
                    Delivery.DIRECT,
                    Optional.empty(),
                    "no registry is known"
                        + (found.missing().isEmpty() ? "" : ", and " + found.missing())
                        + " (-Ddev.registry=HOST/PATH would name one)"));
  }

  /** The user's credentials, and those of the destination where the user has none. */
  public ConfiguredCredentials logins(ConfiguredCredentials users) {
    return destination.map(it -> it.logins(users)).orElse(users);
  }

  /** What of an app does not reach its pods this way, and what to do, in description. */
  public Optional<String> leavesOut(App app) {
    return destination.isPresent() || !ExtraFiles.arePresent(app.module())
        ? Optional.empty()
        : Optional.of(
            "src/main/image is not in its pods: delivery direct has no image of yours. Name a"
                + " registry if the app needs it: -Ddev.registry=HOST/PATH");
  }

  /** Where nodes pull from, if they do. */
  public Optional<Destination.Registry> registry() {
    return destination
        .filter(Destination.Registry.class::isInstance)
        .map(Destination.Registry.class::cast);
  }

  /** When nodes are to ask for the image, where Kubernetes' own rule would not fit. */
  public Optional<String> pullPolicy() {
    return destination.filter(Destination.Nodes.class::isInstance).map(nodes -> "Never");
  }
}
