package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Removes what was applied for an app, by our labels. Never a namespace, never a volume. */
public final class Deletion {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;
  private final String app;

  public Deletion(KubernetesClient client, ApiErrors errors, String namespace, String app) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
    this.app = app;
  }

  public boolean delete(Duration atMost) throws InterruptedException {
    List<String> present = errors.during("list the resources of " + app, this::present);
    if (present.isEmpty()) {
      return false;
    }
    errors.running("delete " + app, this::deleteAll);
    long deadline = System.nanoTime() + atMost.toNanos();
    for (List<String> left = present; !left.isEmpty(); ) {
      if (System.nanoTime() >= deadline) {
        throw new Problem(
            "After "
                + atMost.toSeconds()
                + " s these are not gone from namespace "
                + namespace
                + ": "
                + String.join(", ", left)
                + ".",
            "They are being deleted; see what holds them: kubectl describe --namespace="
                + namespace
                + " "
                + left.get(0).replace(' ', '/'));
      }
      Thread.sleep(INTERVAL.toMillis());
      left = errors.during("list the resources of " + app, this::present);
    }
    return true;
  }

  private void deleteAll() {
    applied()
        .forEach(
            resource -> resource.withPropagationPolicy(DeletionPropagation.FOREGROUND).delete());
  }

  private List<String> present() {
    return Stream.concat(
            applied(),
            client.pods().inNamespace(namespace).withLabels(Labels.ofAllOf(app)).resources())
        .map(Resource::item)
        .map(item -> item.getKind() + " " + item.getMetadata().getName())
        .toList();
  }

  private Stream<Resource<? extends HasMetadata>> applied() {
    Map<String, String> ours = Labels.ofAllOf(app);
    return Stream.of(
            client.apps().deployments().inNamespace(namespace).withLabels(ours).resources(),
            client.services().inNamespace(namespace).withLabels(ours).resources(),
            client.configMaps().inNamespace(namespace).withLabels(ours).resources(),
            client.secrets().inNamespace(namespace).withLabels(ours).resources(),
            client.serviceAccounts().inNamespace(namespace).withLabels(ours).resources(),
            client.apps().statefulSets().inNamespace(namespace).withLabels(ours).resources(),
            client.batch().v1().cronjobs().inNamespace(namespace).withLabels(ours).resources(),
            client.batch().v1().jobs().inNamespace(namespace).withLabels(ours).resources(),
            client.network().v1().ingresses().inNamespace(namespace).withLabels(ours).resources(),
            client
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .withLabels(ours)
                .resources(),
            client
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withLabels(ours)
                .resources(),
            client
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .withLabels(ours)
                .resources(),
            extensions("route.openshift.io/v1", "Route", ours),
            extensions("gateway.networking.k8s.io/v1", "HTTPRoute", ours))
        .flatMap(resources -> resources);
  }

  /** Of an API that not every cluster has. Who may not list them has applied none. */
  private Stream<? extends Resource<? extends HasMetadata>> extensions(
      String version, String kind, Map<String, String> labels) {
    if (!client.supports(version, kind)) {
      return Stream.empty();
    }
    try {
      return client
          .genericKubernetesResources(version, kind)
          .inNamespace(namespace)
          .withLabels(labels)
          .resources()
          .toList()
          .stream();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Stream.empty();
      }
      throw e;
    }
  }
}
