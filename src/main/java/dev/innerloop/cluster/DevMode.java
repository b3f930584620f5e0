package dev.innerloop.cluster;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.apply.Applier;
import dev.innerloop.cluster.apply.Scaling;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/**
 * The end of dev mode. Server-side apply takes the overlay away: what we applied and now leave out
 * goes, so applying the shipped form is enough.
 */
final class DevMode {

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;
  private final String app;

  DevMode(KubernetesClient client, ApiErrors errors, String namespace, String app) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
    this.app = app;
  }

  Optional<Delivery> stop() {
    Optional<Deployment> live =
        errors.during(
            "read Deployment " + app,
            () ->
                Optional.ofNullable(
                    client.apps().deployments().inNamespace(namespace).withName(app).get()));
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

  private void ship() {
    Deployment shipped = shipped();
    new Applier(client, errors, namespace, (resource, outcome) -> {})
        .apply(new Resources(List.of(shipped)));
    errors.running(
        "remove what dev mode added to " + app,
        () -> {
          String objects = DevOverlay.objects(app);
          client.configMaps().inNamespace(namespace).withName(objects).delete();
          client.secrets().inNamespace(namespace).withName(objects).delete();
        });
  }

  private Deployment shipped() {
    ConfigMap overlay =
        errors.during(
            "read ConfigMap " + DevOverlay.objects(app),
            () ->
                client.configMaps().inNamespace(namespace).withName(DevOverlay.objects(app)).get());
    String yaml =
        overlay == null || overlay.getData() == null
            ? null
            : overlay.getData().get(DevOverlay.SHIPPED);
    if (yaml == null) {
      throw new Problem(
          "What "
              + app
              + " was before dev mode is not known any more: the ConfigMap "
              + DevOverlay.objects(app)
              + " is gone or has been changed.",
          "Deploy it anew: mvn dev:apply, or remove it: mvn dev:delete");
    }
    return client.getKubernetesSerialization().unmarshal(yaml, Deployment.class);
  }

  private void scaleToZero(Deployment live) {
    int replicas = Optional.ofNullable(live.getSpec().getReplicas()).orElse(1);
    if (replicas > 0) {
      errors.running(
          "scale " + app + " to zero",
          () -> new Scaling(client, namespace, app).stopFrom(replicas));
    }
  }
}
