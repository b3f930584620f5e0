package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;

/**
 * A workload whose pods are examined.
 *
 * @param makers the owners that create its pods, such as the Deployment and its newest ReplicaSet
 * @param since when its specification last changed; earlier events of its owners are about another
 *     revision
 * @param pods of the newest revision that are not terminating, ordered by name
 * @param lacksPods whether more pods are desired than exist
 * @param othersTerminate whether terminating pods will soon release resources
 * @param ends whether its pods run to completion, and are retried by the workload
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
