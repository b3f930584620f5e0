package dev.innerloop.usecase.release;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of deploying an app.
 *
 * @param version of the project
 * @param result of the whole run
 * @param place where it was deployed; empty if it did not get that far
 * @param image empty if there is none
 * @param resources what was done to each, in order
 * @param failure why it was not deployed
 */
record RolloutReport(
    String app,
    String version,
    Result result,
    Optional<Place> place,
    Instant started,
    Duration took,
    Optional<Image> image,
    List<Resource> resources,
    Rollout rollout,
    Optional<Failure> failure) {

  RolloutReport {
    resources = List.copyOf(resources);
  }

  /** The result of a step. */
  enum Result {
    SUCCEEDED,
    FAILED,
    /** An earlier step failed, or it is not awaited. */
    SKIPPED
  }

  /**
   * A namespace of a cluster.
   *
   * @param context of the kubeconfig
   */
  record Place(String context, String namespace) {}

  /**
   * The image of the pods.
   *
   * @param digest {@code sha256:} and 64 hexadecimal digits
   */
  record Image(String reference, String digest) {}

  /**
   * @param change {@code created}, {@code changed}, {@code unchanged}, or another change
   * @param took since the previous one
   */
  record Resource(String kind, String name, String change, Duration took) {}

  /**
   * The wait for pods.
   *
   * @param ready the last number of ready replicas
   * @param wanted the desired number; 0 if unknown
   */
  record Rollout(Result result, Duration took, int ready, int wanted) {}

  /**
   * @param what happened
   * @param why the cluster's own message; may be empty
   * @param where the message was read; may be empty
   * @param remedy what to do
   * @param log the container's last lines; empty if they are not relevant
   */
  record Failure(String what, String why, String where, String remedy, List<String> log) {

    Failure {
      log = List.copyOf(log);
    }
  }
}
