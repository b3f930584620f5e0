package dev.innerloop.cluster.rollout;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a Deployment is, decided as {@code kubectl rollout status} does. */
sealed interface RolloutState {

  /** The controller has not seen the newest specification yet: nothing else it says counts. */
  record Unobserved() implements RolloutState {}

  record Progressing(int wanted, int updated, int available) implements RolloutState {}

  record Complete(int available) implements RolloutState {}

  /** The controller itself gave up. */
  record Overdue(String message) implements RolloutState {}

  static RolloutState of(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    if (status == null
        || status.getObservedGeneration() == null
        || status.getObservedGeneration() < deployment.getMetadata().getGeneration()) {
      return new Unobserved();
    }
    for (DeploymentCondition condition : conditions(status)) {
      if ("Progressing".equals(condition.getType())
          && "ProgressDeadlineExceeded".equals(condition.getReason())) {
        return new Overdue(String.valueOf(condition.getMessage()));
      }
    }
    int wanted = number(deployment.getSpec().getReplicas(), 1);
    int updated = number(status.getUpdatedReplicas(), 0);
    int total = number(status.getReplicas(), 0);
    int available = number(status.getAvailableReplicas(), 0);
    return updated >= wanted && total <= updated && available >= updated
        ? new Complete(available)
        : new Progressing(wanted, updated, available);
  }

  private static List<DeploymentCondition> conditions(DeploymentStatus status) {
    return status.getConditions() == null ? List.of() : status.getConditions();
  }

  private static int number(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
