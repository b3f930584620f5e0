package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * No node can run the pod. The scheduler's reasons may be temporary: other pods exit, nodes are
 * added.
 */
final class SchedulingFailures {

  private static final Duration GRACE = Duration.ofSeconds(15);

  private SchedulingFailures() {}

  static Optional<Finding> of(Pod pod, boolean othersTerminate, Evidence evidence) {
    if (pod.getStatus() == null || pod.getSpec().getNodeName() != null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(it -> "PodScheduled".equals(it.getType()) && "False".equals(it.getStatus()))
        .findFirst()
        .map(condition -> finding(pod, condition, othersTerminate, evidence))
        .or(() -> ClaimFailures.of(pod, evidence)); // the scheduler itself waits for the volume
  }

  private static Finding finding(
      Pod pod, PodCondition condition, boolean othersTerminate, Evidence evidence) {
    String words = String.valueOf(condition.getMessage());
    if (words.toLowerCase(Locale.ROOT).contains("persistentvolumeclaim")
        || words.contains("available persistent volumes")) {
      return ClaimFailures.of(pod, evidence)
          .orElseGet(
              () ->
                  ClaimFailures.unscheduled(pod, words)
                      .passingWhile(ClaimFailures.areBound(pod, evidence)));
    }
    Diagnosis diagnosis =
        new Diagnosis(
            Cause.UNSCHEDULABLE,
            "No node can run pod " + pod.getMetadata().getName(),
            words,
            Place.of(pod, "condition PodScheduled"),
            remedy(words));
    if ("SchedulingGated".equals(condition.getReason())) {
      return Finding.passing(diagnosis);
    }
    return Finding.certainAfter(GRACE, diagnosis)
        .passingWhile(
            othersTerminate
                || pod.getStatus().getNominatedNodeName() != null
                || Events.of(pod, evidence).newest(Set.of("TriggeredScaleUp")).isPresent());
  }

  private static String remedy(String words) {
    if (words.contains("Insufficient ") || words.contains("Too many pods")) {
      return "Run fewer replicas (-Ddev.replicas=1), lower the requests (<resources> in the POM),"
          + " or add capacity to the cluster. See: kubectl describe nodes";
    }
    if (words.contains("node affinity/selector")) {
      return "No node has the labels that nodeSelector or nodeAffinity require: correct them, or"
          + " label a node. See: kubectl get nodes --show-labels";
    }
    if (words.contains("untolerated taint")) {
      return "Add a toleration for that taint in a fragment, or use nodes without it. See: kubectl"
          + " describe nodes";
    }
    if (words.contains("gates")) {
      return "The schedulingGates of the pod must be removed by the controller that set them.";
    }
    return "Add a suitable node to the cluster, or relax the requirements in the POM or a"
        + " fragment.";
  }
}
