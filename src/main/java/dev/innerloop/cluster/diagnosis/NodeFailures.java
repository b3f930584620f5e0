package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The node evicted the pod, or is gone. */
final class NodeFailures {

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

  private NodeFailures() {}

  static Optional<Finding> of(Pod pod, Evidence evidence) {
    if (pod.getStatus() == null || pod.getSpec().getNodeName() == null) {
      return Optional.empty();
    }
    String reason = String.valueOf(pod.getStatus().getReason());
    if (ENDED.contains(reason)) {
      // The pod's controller creates a new one, which may run on another node.
      return Optional.of(
          Finding.certainAfter(
              GRACE,
              new Diagnosis(
                  Cause.NODE,
                  "Node "
                      + pod.getSpec().getNodeName()
                      + " evicted pod "
                      + pod.getMetadata().getName(),
                  reason
                      + (pod.getStatus().getMessage() == null
                          ? ""
                          : ": " + pod.getStatus().getMessage()),
                  Place.of(pod, "status"),
                  "Set the requests of the app to its actual needs (<resources> in the POM), or"
                      + " check the node: kubectl describe node "
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
                      "Wait until it is ready again, or have the pod recreated on another node:"
                          + " kubectl delete pod "
                          + pod.getMetadata().getName())));
      case GONE ->
          Optional.of(
              Finding.certainAfter(
                  GRACE,
                  new Diagnosis(
                      Cause.NODE,
                      "Node " + name + runs + "does not exist any more",
                      node.words(),
                      new Place("Node", name, ""),
                      "The cluster deletes such pods after a while. To do it now: kubectl delete"
                          + " pod "
                          + pod.getMetadata().getName()
                          + " --force")));
    };
  }
}
