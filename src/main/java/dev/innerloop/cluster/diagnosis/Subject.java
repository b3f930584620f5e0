package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;

/**
 * A workload whose pods are looked at.
 *
 * @param makers what is to create its pods, such as the Deployment and its newest ReplicaSet
 * @param since when it became what it is; what its makers said before is about another one
 * @param pods those of the newest revision that do not terminate, in the order of their names
 * @param lacksPods whether there are to be more of them
 * @param othersTerminate whether pods of it are about to give back what they hold
 * @param ends whether its pods are to end, and are tried again by the workload
 */
public record Subject(
    List<? extends HasMetadata> makers,
    Instant since,
    List<Pod> pods,
    boolean lacksPods,
    boolean othersTerminate,
    boolean ends) {

  public Subject {
    makers = List.copyOf(makers);
    pods = List.copyOf(pods);
  }
}
