package dev.innerloop.loop.artifact;

import dev.innerloop.cluster.LocalRegistry;
import dev.innerloop.image.ImageTarget;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.ImageSettings;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.problem.Problem;
import java.util.Optional;

/**
 * How an app gets to its replicas, and why so.
 *
 * @param target where its image goes; empty if it has none
 * @param reason empty if the user chose it
 */
public record DeliveryChoice(Delivery delivery, Optional<ImageTarget> target, String reason) {

  /**
   * @param announced the registry that the cluster announces
   * @throws Problem if an image is asked for and there is nowhere to push it
   */
  public static DeliveryChoice of(AppRequest request, Optional<LocalRegistry> announced) {
    ImageSettings settings = request.image();
    if (settings.delivery() == ImageSettings.Choice.DIRECT) {
      return new DeliveryChoice(Delivery.DIRECT, Optional.empty(), "");
    }
    Optional<ImageTarget> target = target(request, announced);
    boolean chosen = settings.delivery() == ImageSettings.Choice.IMAGE;
    if (target.isPresent()) {
      return new DeliveryChoice(
          Delivery.IMAGE, target, chosen ? "" : "images go to " + target.get().push());
    }
    if (chosen) {
      throw new Problem(
          "There is no registry to push the image of " + request.app().name() + " to.",
          "Name one that this machine and the cluster reach: -Ddev.registry=HOST/PATH\n"
              + "or send the app without an image: -Ddev.delivery=direct");
    }
    return new DeliveryChoice(
        Delivery.DIRECT,
        Optional.empty(),
        "no registry is known (-Ddev.registry=HOST/PATH would name one)");
  }

  public static Optional<ImageTarget> target(
      AppRequest request, Optional<LocalRegistry> announced) {
    ImageSettings settings = request.image();
    Optional<String> pull = Optional.ofNullable(settings.pullRegistry());
    if (settings.image() != null) {
      return Optional.of(ImageTarget.named(settings.image(), pull));
    }
    String name = request.app().name();
    if (settings.registry() != null) {
      return Optional.of(ImageTarget.in(settings.registry(), pull, name));
    }
    return announced.map(
        registry ->
            ImageTarget.in(registry.push(), pull.or(() -> Optional.of(registry.pull())), name));
  }
}
