package dev.innerloop.cluster.diagnosis;

import java.util.Locale;

/** What keeps a workload from becoming ready. The words are stable: programs read them. */
public enum Cause {
  IMAGE_PULL,
  /** The container's command or environment prevents its start. */
  START,
  CRASH_LOOP,
  OUT_OF_MEMORY,
  UNSCHEDULABLE,
  QUOTA,
  LIMIT_RANGE,
  POD_SECURITY,
  SECURITY_CONTEXT_CONSTRAINT,
  /** An admission webhook or policy. */
  ADMISSION,
  /** Pods are rejected for another reason. */
  REFUSED,
  /** A missing ConfigMap or Secret, a key of one, or a ServiceAccount. */
  MISSING,
  PROBE,
  CLAIM,
  VOLUME,
  /** The pod's network. */
  NETWORK,
  /** The node is gone, not ready, or evicted the pod. */
  NODE,
  PAUSED,
  /** A pod of the previous revision blocks the rollout. */
  BLOCKED,
  JOB_FAILED,
  /** The controller gave up (progress deadline). */
  DEADLINE,
  /** The plugin's timeout. */
  TIMEOUT,
  DELETED;

  /** As in events and reports, such as {@code image-pull}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
