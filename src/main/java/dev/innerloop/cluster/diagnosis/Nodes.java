package dev.innerloop.cluster.diagnosis;

import dev.innerloop.cluster.diagnosis.evidence.Evidence;
import dev.innerloop.cluster.diagnosis.finding.Cause;
import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import dev.innerloop.cluster.diagnosis.finding.Finding;
import dev.innerloop.cluster.diagnosis.finding.Place;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The node does not keep the pod, or is not there any more. */
final class Nodes {

  private static final Duration GRACE = Duration.ofSeconds(15);

  private static final Set<String> ENDED =
      Set.of(
          "Evicted",
          "NodeLost",
          "NodeAffinity",
          "NodeShutdown",
          "Terminated",
          "UnexpectedAdmissionError",
          "OutOfcpu",
          "OutOfmemory",
          "OutOfpods",
          "OutOfephemeral-storage",
          "Preempting");

  private Nodes() {}

  static Optional<Finding> of(Pod pod, Evidence evidence) {
    if (pod.getStatus() == null || pod.getSpec().getNodeName() == null) {
      return Optional.empty();
    }
    String reason = String.valueOf(pod.getStatus().getReason());
    if (ENDED.contains(reason)) {
      // Whoever made the pod makes another one, which may fare better elsewhere.
      return Optional.of(
          Finding.certainAfter(
              GRACE,
              new Diagnosis(
                  Cause.NODE,
                  "Node "
                      + pod.getSpec().getNodeName()
                      + " ended pod "
                      + pod.getMetadata().getName(),
                  reason
                      + (pod.getStatus().getMessage() == null
                          ? ""
                          : ": " + pod.getStatus().getMessage()),
                  Place.of(pod, "status"),
                  "Ask for what the app really needs (<resources> in the POM), or look at the node:"
                      + " kubectl describe node "
                      + pod.getSpec().getNodeName())));
    }
    return state(pod, evidence.node(pod.getSpec().getNodeName()));
  }

  private static Optional<Finding> state(Pod pod, Evidence.NodeState node) {
    String name = pod.getSpec().getNodeName();
    String runs = ", on which pod " + pod.getMetadata().getName() + " is to run, ";
    return switch (node.kind()) {
      case READY, UNKNOWN -> Optional.empty();
      case NOT_READY ->
          Optional.of(
              Finding.certainAfter(
                  GRACE,
                  new Diagnosis(
                      Cause.NODE,
                      "Node " + name + runs + "is not ready",
                      node.words(),
                      new Place("Node", name, "condition Ready"),
                      "Wait until it is back, or have the pod made elsewhere: kubectl delete pod "
                          + pod.getMetadata().getName())));
      case GONE ->
          Optional.of(
              Finding.certainAfter(
                  GRACE,
                  new Diagnosis(
                      Cause.NODE,
                      "Node " + name + runs + "is gone",
                      node.words(),
                      new Place("Node", name, ""),
                      "The cluster removes such pods after a while. Sooner: kubectl delete pod "
                          + pod.getMetadata().getName()
                          + " --force")));
    };
  }
}
