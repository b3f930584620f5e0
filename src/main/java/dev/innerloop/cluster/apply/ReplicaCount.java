package dev.innerloop.cluster.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The number of replicas of a Deployment. It is always sent: a field that was applied once and is
 * then left out falls back to one. The live number may come from an autoscaler, so sending it must
 * not conflict with other managers.
 *
 * @param present the live number of desired replicas; the configured one if the Deployment does not
 *     exist
 */
record ReplicaCount(int present, int wanted) {

  /** Empty for other kinds. */
  static Optional<ReplicaCount> of(HasMetadata resource, @Nullable HasMetadata live) {
    if (!(resource instanceof Deployment deployment)) {
      return Optional.empty();
    }
    Optional<Integer> said = Optional.ofNullable(deployment.getSpec().getReplicas());
    if (!(live instanceof Deployment there)) {
      int number = said.orElse(1);
      return Optional.of(new ReplicaCount(number, number));
    }
    return Optional.of(new ReplicaCount(present(there), said.orElseGet(() -> kept(there))));
  }

  private static int present(Deployment live) {
    return Optional.ofNullable(live.getSpec().getReplicas()).orElse(1);
  }

  /** The number of those that run, or that ran before dev mode was stopped. */
  static int kept(Deployment live) {
    int present = present(live);
    String stoppedAt =
        Optional.ofNullable(live.getMetadata().getAnnotations())
            .map(annotations -> annotations.get(Scaling.STOPPED_AT))
            .orElse("");
    return present == 0 && stoppedAt.matches("\\d{1,4}") ? Integer.parseInt(stoppedAt) : present;
  }

  boolean change() {
    return present != wanted;
  }

  static HasMetadata with(HasMetadata resource, int number) {
    return new DeploymentBuilder((Deployment) resource)
        .editSpec()
        .withReplicas(number)
        .endSpec()
        .build();
  }
}
