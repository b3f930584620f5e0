package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Optional;

/** What is read once a workload has a problem. What the user may not read counts as missing. */
public interface Evidence {

  /** All pods that a workload selects, of any revision. */
  List<Pod> pods(LabelSelector selector);

  List<ReplicaSet> replicaSets(LabelSelector selector);

  /** Events of an object, the oldest first. */
  List<Event> events(HasMetadata object);

  Optional<PersistentVolumeClaim> claim(String name);

  NodeState node(String name);

  /** The last lines of a container's log: of the terminated one, if it was restarted. */
  List<String> lastLines(String pod, String container);

  /**
   * The state of a node.
   *
   * @param words the cluster's message, if it is not ready
   */
  record NodeState(Kind kind, String words) {

    /** {@link #UNKNOWN} if the user may not read nodes. */
    public enum Kind {
      READY,
      NOT_READY,
      GONE,
      UNKNOWN
    }
  }
}
