package dev.innerloop.loop.target;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.access.LoopRights;
import dev.innerloop.loop.artifact.Shipped;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.service.ServiceResources;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
   * Makes sure that the apps can run there as they are, without services: {@code dev:apply} brings
   * up none.
   *
   * @throws Problem that names all that is in the way
   */
  public void require(List<AppRequest> requests) {
    List<AppRequest> alone = requests.stream().map(AppRequest::withoutServices).toList();
    requireRights(alone);
    fitting(alone).ifPresent(it -> it.require(alone));
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

  /**
   * What a run would say of quotas, without a run.
   *
   * @return what it says if containers have to do with less than usual; empty if nobody can tell,
   *     or there is no quota
   * @throws Problem if they cannot
   */
  public Optional<List<String>> previewFit(List<AppRequest> requests) {
    return fitting(requests)
        .map(
            it -> {
              List<String> told = new ArrayList<>();
              it.fit(requests, told::add);
              return told;
            });
  }

  /**
   * Makes sure that nothing fails later for want of a right.
   *
   * @throws Problem that names all that is missing
   */
  public void requireRights(List<AppRequest> requests) {
    cluster.access(namespace).require(rights(requests, cluster.isOpenShift()));
  }

  /** All rights that a run of these apps takes, with the services that they need. */
  public static LoopRights rights(List<AppRequest> requests, boolean openShift) {
    return LoopRights.forAll(
        requests.stream().flatMap(request -> expected(request, openShift).all().stream()).toList());
  }

  private Optional<QuotaFitting> fitting(List<AppRequest> requests) {
    return cluster
        .facts()
        .room(namespace, requests.stream().flatMap(this::selectors).toList())
        .map(
            room ->
                new QuotaFitting(
                    namespace, room, request -> expected(request, cluster.isOpenShift())));
  }

  private Stream<Map<String, String>> selectors(AppRequest request) {
    String app = request.app().name();
    return Stream.concat(
        Stream.of(Labels.selector(app)),
        new ServiceResources(app, cluster.isOpenShift()).selectors(request.services()));
  }

  /** What will be applied for an app and the services that it needs, but for the image. */
  private static Resources expected(AppRequest request, boolean openShift) {
    String app = request.app().name();
    List<HasMetadata> all =
        new ArrayList<>(
            Shipped.resources(request, app + ":unknown", false, openShift, ClusterObjects.UNKNOWN)
                .all());
    all.addAll(new ServiceResources(app, openShift).of(request.services()).all());
    return new Resources(all);
  }
}
