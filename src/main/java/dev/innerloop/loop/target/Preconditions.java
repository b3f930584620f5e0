package dev.innerloop.loop.target;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.access.LoopRights;
import dev.innerloop.loop.artifact.Shipped;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.problem.Problem;
import java.util.List;

/** What has to hold in a namespace before anything is built for it. */
public final class Preconditions {

  private final Cluster cluster;
  private final String namespace;

  private Preconditions(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  public static Preconditions in(Cluster cluster, String namespace) {
    return new Preconditions(cluster, namespace);
  }

  /**
   * Makes sure that the apps can run there.
   *
   * @throws Problem that names all that is in the way
   */
  public void require(List<AppRequest> requests) {
    List<Resources> resources = requests.stream().map(this::expected).toList();
    cluster
        .access(namespace)
        .require(LoopRights.forAll(resources.stream().flatMap(it -> it.all().stream()).toList()));
  }

  /** What will be applied, but for the image. */
  private Resources expected(AppRequest request) {
    return Shipped.resources(
        request,
        request.app().name() + ":unknown",
        false,
        cluster.isOpenShift(),
        ClusterObjects.UNKNOWN);
  }
}
