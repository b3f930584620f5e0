package dev.innerloop.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of shipping an app.
 *
 * @param version of the project
 * @param result of all of it
 * @param place where it was shipped to; empty if it did not get that far
 * @param image empty if none was found
 * @param resources what was done to each, in that order
 * @param failure why it was not shipped
 */
public record RolloutReport(
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

  public RolloutReport {
    resources = List.copyOf(resources);
  }

  /** How something ended. */
  public enum Result {
    SUCCEEDED,
    FAILED,
    /** Something before it failed, or it is not waited for. */
    SKIPPED
  }

  /**
   * A namespace of a cluster.
   *
   * @param context of the kubeconfig
   */
  public record Place(String context, String namespace) {}

  /**
   * What pods run.
   *
   * @param digest {@code sha256:} and 64 hexadecimal digits
   */
  public record Image(String reference, String digest) {}

  /**
   * @param change {@code created}, {@code changed}, {@code unchanged}, or what else was done
   * @param took since the one before it
   */
  public record Resource(String kind, String name, String change, Duration took) {}

  /**
   * The wait for pods.
   *
   * @param ready the last number of replicas that were ready
   * @param wanted 0 if it is not known
   */
  public record Rollout(Result result, Duration took, int ready, int wanted) {}

  /**
   * @param what happened
   * @param why in the cluster's own words; may be empty
   * @param where these were read; may be empty
   * @param remedy what to do
   * @param log the container's last lines; empty where they do not matter
   */
  public record Failure(String what, String why, String where, String remedy, List<String> log) {

    public Failure {
      log = List.copyOf(log);
    }
  }
}
