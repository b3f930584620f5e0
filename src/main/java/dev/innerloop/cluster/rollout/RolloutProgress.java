package dev.innerloop.cluster.rollout;

/**
 * The progress of a workload.
 *
 * @param workload its name
 * @param ready how many of its pods are ready, or, of a Job, have succeeded
 * @param wanted how many are desired
 * @param message in readable form, such as {@code 1 of 2 replicas ready}
 */
public record RolloutProgress(String workload, int ready, int wanted, String message) {

  static RolloutProgress ready(String workload, int ready, int wanted) {
    int counted = Math.min(ready, wanted);
    return new RolloutProgress(
        workload, counted, wanted, counted + " of " + wanted + " replicas ready");
  }

  static RolloutProgress updated(String workload, int updated, int ready, int wanted) {
    return new RolloutProgress(
        workload,
        Math.min(ready, updated),
        wanted,
        updated + " of " + wanted + " replicas updated");
  }
}
