package dev.innerloop.doctor;

import dev.innerloop.cluster.ClusterContext;
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
  public CheckResult run() {
    return context
        .get()
        .map(it -> CheckResult.ok("context " + it.name() + ", user " + it.user()))
        .orElseGet(
            () ->
                CheckResult.okBlocking(
                    "no cluster is configured", "apps would run on this machine"));
  }
}
