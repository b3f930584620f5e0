package dev.innerloop.cluster.diagnosis.finding;

import java.util.Locale;

/** What kept a workload from coming up. The words stay: programs read them. */
public enum Cause {
  IMAGE_PULL,
  /** The container's command or its surroundings do not let it begin. */
  START,
  CRASH_LOOP,
  OUT_OF_MEMORY,
  UNSCHEDULABLE,
  QUOTA,
  LIMIT_RANGE,
  POD_SECURITY,
  SECURITY_CONTEXT_CONSTRAINT,
  /** A webhook or a policy of the cluster. */
  ADMISSION,
  /** Pods are refused for another reason. */
  REFUSED,
  /** A ConfigMap, a Secret, a key of one, or an account that is not there. */
  MISSING,
  PROBE,
  CLAIM,
  VOLUME,
  /** The pod's network. */
  NETWORK,
  /** The node is gone, not ready, or ended the pod. */
  NODE,
  PAUSED,
  /** A pod of the revision before is in the way. */
  BLOCKED,
  JOB_FAILED,
  /** The controller gave up. */
  DEADLINE,
  /** We gave up. */
  TIMEOUT,
  DELETED;

  /** As in events and reports, such as {@code image-pull}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
