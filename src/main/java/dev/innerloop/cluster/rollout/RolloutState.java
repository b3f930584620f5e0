package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import dev.innerloop.cluster.diagnosis.finding.Finding;

/**
 * How far a workload is, decided as {@code kubectl rollout status} does: by the rules of {@code
 * k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go}, in the same order.
 */
sealed interface RolloutState {

  /** The controller has not seen the newest specification yet: nothing else it says counts. */
  record Unobserved() implements RolloutState {}

  record Progressing(RolloutProgress progress) implements RolloutState {}

  /**
   * @param note what the user should know of it; may be empty
   */
  record Complete(RolloutProgress progress, String note) implements RolloutState {}

  /** It does not proceed for a reason of its own, whatever its pods do. */
  record Halted(RolloutProgress progress, Finding finding) implements RolloutState {}

  /**
   * The controller gave up.
   *
   * @param diagnosis in its words: the pods may tell more
   */
  record Overdue(Diagnosis diagnosis) implements RolloutState {}
}
