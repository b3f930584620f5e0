package dev.innerloop.doctor.image;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import dev.innerloop.image.transport.Hosts;
import dev.innerloop.loop.artifact.Destination;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether nodes can pull what was pushed, as far as this machine can tell: nobody but a node can
 * try it.
 *
 * @param local whether the nodes are on this machine
 * @param insecure whether registries without TLS are allowed here
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
  public Finding look() {
    Optional<Destination> found = destination.get();
    if (found.isEmpty()) {
      return Finding.ok("nodes pull nothing but the base image");
    }
    if (!(found.get() instanceof Destination.Registry registry)) {
      return Finding.ok("nodes are given the image");
    }
    String pull = registry.target().pull();
    String host = pull.replaceFirst("/.*", "");
    boolean own = Hosts.isThisMachine(host);
    if (own && !local.get()) {
      return Finding.problem(
          "Nodes would look for " + host + " on themselves, and they are not this machine.",
          "Say by which name they know the registry: -Ddev.pullRegistry=HOST/PATH");
    }
    if (insecure.get() && !own) {
      return Finding.warning(
          "If "
              + host
              + " has no TLS, nodes pull from it only if their container runtime is told"
              + " so.",
          "Ask whoever runs the cluster, or give the registry TLS.");
    }
    return Finding.ok(
        "as "
            + pull
            + (pull.equals(registry.target().push())
                ? ""
                : ", which is " + registry.target().push()));
  }
}
