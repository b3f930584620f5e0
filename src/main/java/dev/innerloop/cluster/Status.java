package dev.innerloop.cluster;

import dev.innerloop.manifest.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The status of an app on the cluster.
 *
 * @param image the image of its pods
 * @param wanted the desired number of replicas
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
   * @param phase the pod's phase, or the reason why its container waits
   * @param created empty if it is not known
   * @param current whether it belongs to the newest revision and is not terminating
   */
  public record PodStatus(
      String name,
      String phase,
      boolean ready,
      Optional<Instant> created,
      int restarts,
      boolean current) {}
}
