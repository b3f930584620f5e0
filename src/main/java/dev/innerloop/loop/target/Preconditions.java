package dev.innerloop.loop.target;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.access.LoopRights;
import dev.innerloop.loop.artifact.Shipped;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
   * Makes sure that the apps can run there as they are.
   *
   * @throws Problem that names all that is in the way
   */
  public void require(List<AppRequest> requests) {
    requireRights(requests);
    fitting(requests).ifPresent(it -> it.require(requests));
  }

  /**
   * Makes sure that the apps can run there, if need be with less than usual.
   *
   * @param told if it is less
   * @return what containers get of which the POM says nothing; empty parts are as usual
   * @throws Problem that names all that is in the way
   */
  ContainerSettings.Resources fit(List<AppRequest> requests, Consumer<String> told) {
    requireRights(requests);
    return fitting(requests)
        .map(it -> it.fit(requests, told))
        .orElse(ContainerSettings.Resources.NONE);
  }

  private void requireRights(List<AppRequest> requests) {
    List<Resources> resources = requests.stream().map(this::expected).toList();
    cluster
        .access(namespace)
        .require(LoopRights.forAll(resources.stream().flatMap(it -> it.all().stream()).toList()));
  }

  private Optional<QuotaFitting> fitting(List<AppRequest> requests) {
    return cluster
        .facts()
        .room(namespace, requests.stream().map(it -> it.app().name()).toList())
        .map(room -> new QuotaFitting(namespace, room, this::expected));
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
