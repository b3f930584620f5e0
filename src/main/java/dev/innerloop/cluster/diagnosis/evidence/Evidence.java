package dev.innerloop.cluster.diagnosis.evidence;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Optional;

/** What is looked up once something is wrong. What may not be read is as if it were not there. */
public interface Evidence {

  /** All that a workload selects, of any revision. */
  List<Pod> pods(LabelSelector selector);

  List<ReplicaSet> replicaSets(LabelSelector selector);

  /** Of an object, the oldest first. */
  List<Event> events(HasMetadata object);

  Optional<PersistentVolumeClaim> claim(String name);

  NodeState node(String name);

  /** What a container said last: the one that ended, where it was started again. */
  List<String> lastLines(String pod, String container);

  /**
   * How a node is.
   *
   * @param words the cluster's, where it is not ready
   */
  record NodeState(Kind kind, String words) {

    /** {@link #UNKNOWN} where nodes may not be read. */
    public enum Kind {
      READY,
      NOT_READY,
      GONE,
      UNKNOWN
    }
  }
}
