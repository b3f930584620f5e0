package dev.innerloop.doctor;

import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.plan.delivery.DeliveryChoice;
import dev.innerloop.plan.delivery.Destination;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether the image can be delivered to its destination.
 *
 * @param push tries to push to a registry
 */
public record RegistryCheck(String app, Supplier<DeliveryChoice> choice, Consumer<ImageTarget> push)
    implements Check {

  @Override
  public Topic topic() {
    return Topic.REGISTRY;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.APP, Topic.API_SERVER);
  }

  @Override
  public CheckResult run() {
    DeliveryChoice found = choice.get();
    Optional<Destination> destination = found.destination();
    if (destination.isEmpty()) {
      return CheckResult.ok(
          "none required: the app is synced into its pods"
              + (found.reason().isEmpty() ? "" : ", because " + found.reason()));
    }
    if (destination.get() instanceof Destination.Registry registry) {
      push.accept(registry.target());
      return CheckResult.ok(registry.target().push() + " accepts pushes");
    }
    return CheckResult.ok("none required: " + found.reason());
  }
}
