package dev.innerloop.doctor.cluster;

import dev.innerloop.cluster.ClusterContext;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the kubeconfig selects a cluster.
 *
 * @param context empty if apps run on this machine
 */
public record KubeconfigCheck(Supplier<Optional<ClusterContext>> context) implements Check {

  @Override
  public Topic topic() {
    return Topic.KUBECONFIG;
  }

  @Override
  public Finding look() {
    return context
        .get()
        .map(it -> Finding.ok("context " + it.name() + ", user " + it.user()))
        .orElseGet(
            () -> Finding.okWithout("no cluster is configured", "apps would run on this machine"));
  }
}
