package dev.innerloop.cluster.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The number of replicas of a Deployment. It is always sent: a field that we once sent and then
 * leave out falls back to one. The live number is nobody's wish but the cluster's, so sending it
 * holds nothing against anybody.
 *
 * @param present how many it is to have now; as many as wanted if it is not there
 */
record Replicas(int present, int wanted) {

  /** Empty for other kinds. */
  static Optional<Replicas> of(HasMetadata resource, @Nullable HasMetadata live) {
    if (!(resource instanceof Deployment deployment)) {
      return Optional.empty();
    }
    Optional<Integer> said = Optional.ofNullable(deployment.getSpec().getReplicas());
    if (!(live instanceof Deployment there)) {
      int number = said.orElse(1);
      return Optional.of(new Replicas(number, number));
    }
    int present = Optional.ofNullable(there.getSpec().getReplicas()).orElse(1);
    return Optional.of(new Replicas(present, said.orElseGet(() -> resumed(there, present))));
  }

  private static int resumed(Deployment live, int present) {
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
