package dev.innerloop.doctor;

import dev.innerloop.image.transport.Hosts;
import dev.innerloop.plan.delivery.Destination;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether nodes can pull the pushed image, as far as it can be determined from this machine: only a
 * node could try.
 *
 * @param local whether the nodes are on this machine
 * @param insecure whether registries without TLS are allowed on this machine
 */
public record PullCheck(
    String app,
    Supplier<Optional<Destination>> destination,
    Supplier<Boolean> local,
    Supplier<Boolean> insecure)
    implements Check {

  @Override
  public Topic topic() {
    return Topic.PULL;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.APP, Topic.REGISTRY);
  }

  @Override
  public CheckResult run() {
    Optional<Destination> found = destination.get();
    if (found.isEmpty()) {
      return CheckResult.ok("nodes pull only the base image");
    }
    if (!(found.get() instanceof Destination.Registry registry)) {
      return CheckResult.ok("the image is loaded into the nodes");
    }
    String pull = registry.target().pull();
    String host = pull.replaceFirst("/.*", "");
    boolean own = Hosts.isLoopback(host);
    if (own && !local.get()) {
      return CheckResult.problem(
          "For nodes, " + host + " is the node itself, not this machine.",
          "Set the registry's address for nodes: -Ddev.pullRegistry=HOST/PATH");
    }
    if (insecure.get() && !own) {
      return CheckResult.warning(
          "If "
              + host
              + " has no TLS, nodes can pull from it only if their container runtime is configured"
              + " for it.",
          "Ask a cluster administrator, or configure TLS for the registry.");
    }
    return CheckResult.ok(
        "from "
            + pull
            + (pull.equals(registry.target().push())
                ? ""
                : ", which is " + registry.target().push()));
  }
}
