package dev.innerloop.cluster;

import dev.innerloop.manifest.Delivery;
import java.util.List;
import java.util.Optional;

/**
 * How an app is on the cluster.
 *
 * @param image what its pods run
 * @param wanted how many replicas it is to have
 * @param devMode how its content is delivered, if it is in dev mode
 */
public record Status(
    String namespace,
    String deployment,
    String image,
    int wanted,
    Optional<Delivery> devMode,
    List<PodStatus> pods) {

  public Status {
    pods = List.copyOf(pods);
  }

  /**
   * One pod of the app.
   *
   * @param phase the cluster's word, or why its container waits
   * @param current whether it belongs to the newest revision and does not terminate
   */
  public record PodStatus(
      String name, String phase, boolean ready, int restarts, boolean current) {}
}
