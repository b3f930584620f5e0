package dev.innerloop.cluster;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.apply.Applier;
import dev.innerloop.cluster.apply.ApplyPlanner;
import dev.innerloop.cluster.apply.ApplyStep;
import dev.innerloop.cluster.apply.Scaling;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;

/**
 * Ends dev mode. Server-side apply removes the overlay: a field that we applied and now leave out
 * is removed, so applying the release form is enough.
 */
final class DevMode {

  private final NamespaceClient api;
  private final String app;
  private final TenantLimits limits;

  DevMode(NamespaceClient api, String app, TenantLimits limits) {
    this.api = api;
    this.app = app;
    this.limits = limits;
  }

  /**
   * The Deployment without dev mode.
   *
   * @return empty if it is not in dev mode, or the API server would reject it
   */
  Optional<HasMetadata> undone() {
    return live().flatMap(StatusReader::devMode).isEmpty()
        ? Optional.empty()
        : new ApplyPlanner(api, app, limits)
            .some(new Resources(List.of(shipped()))).stream()
                .map(ApplyStep::answer)
                .filter(ApplyStep.Answer.Accepted.class::isInstance)
                .map(answer -> ((ApplyStep.Answer.Accepted) answer).after())
                .findFirst();
  }

  /** The names of the objects that dev mode adds, such as {@code Secret hello-dev}. */
  static List<String> additions(String app) {
    return List.of("ConfigMap " + DevOverlay.objects(app), "Secret " + DevOverlay.objects(app));
  }

  Optional<Delivery> stop() {
    Optional<Deployment> live = live();
    Optional<Delivery> delivery = live.flatMap(StatusReader::devMode);
    delivery.ifPresent(
        mode -> {
          switch (mode) {
            case IMAGE -> ship();
            case DIRECT -> scaleToZero(live.orElseThrow());
          }
        });
    return delivery;
  }

  private Optional<Deployment> live() {
    return api.errors()
        .during(
            "read Deployment " + app,
            () ->
                Optional.ofNullable(
                    api.client()
                        .apps()
                        .deployments()
                        .inNamespace(api.namespace())
                        .withName(app)
                        .get()));
  }

  private void ship() {
    Deployment shipped = shipped();
    new Applier(api, app, limits, (resource, outcome) -> {})
        .applySome(new Resources(List.of(shipped)));
    api.errors()
        .running(
            "remove the dev mode objects of " + app,
            () -> {
              String objects = DevOverlay.objects(app);
              api.client().configMaps().inNamespace(api.namespace()).withName(objects).delete();
              api.client().secrets().inNamespace(api.namespace()).withName(objects).delete();
            });
  }

  private Deployment shipped() {
    ConfigMap overlay =
        api.errors()
            .during(
                "read ConfigMap " + DevOverlay.objects(app),
                () ->
                    api.client()
                        .configMaps()
                        .inNamespace(api.namespace())
                        .withName(DevOverlay.objects(app))
                        .get());
    String yaml =
        overlay == null || overlay.getData() == null
            ? null
            : overlay.getData().get(DevOverlay.SHIPPED);
    if (yaml == null) {
      throw new Problem(
          "The state of "
              + app
              + " before dev mode is unknown: the ConfigMap "
              + DevOverlay.objects(app)
              + " was deleted or changed.",
          "Deploy the app again: mvn dev:apply, or delete it: mvn dev:delete");
    }
    return api.client().getKubernetesSerialization().unmarshal(yaml, Deployment.class);
  }

  private void scaleToZero(Deployment live) {
    int replicas = Optional.ofNullable(live.getSpec().getReplicas()).orElse(1);
    if (replicas > 0) {
      api.errors()
          .running(
              "scale " + app + " to zero",
              () -> new Scaling(api.client(), api.namespace(), app).stopFrom(replicas));
    }
  }
}
