package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.diagnosis.Finding;

/**
 * The progress of a workload, determined as {@code kubectl rollout status} does: by the rules of
 * {@code k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go}, in the same order.
 */
sealed interface RolloutState {

  /** The controller has not observed the newest specification yet: its status is outdated. */
  record Unobserved() implements RolloutState {}

  record Progressing(RolloutProgress progress) implements RolloutState {}

  /**
   * @param note for the user; may be empty
   */
  record Complete(RolloutProgress progress, String note) implements RolloutState {}

  /** It is blocked for a reason of its own, whatever its pods do. */
  record Halted(RolloutProgress progress, Finding finding) implements RolloutState {}

  /**
   * The controller gave up.
   *
   * @param diagnosis of the controller: the pods may reveal more
   */
  record Overdue(Diagnosis diagnosis) implements RolloutState {}
}
