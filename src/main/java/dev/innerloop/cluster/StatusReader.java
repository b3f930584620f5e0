package dev.innerloop.cluster;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.cluster.pods.PodSet;
import dev.innerloop.manifest.AppContainer;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the status of an app. */
final class StatusReader {

  private final NamespaceClient api;
  private final String app;

  StatusReader(NamespaceClient api, String app) {
    this.api = api;
    this.app = app;
  }

  Optional<Status> read() {
    return api.errors()
        .during(
            "read the status of " + app,
            () -> {
              try (ParallelRequests parallel = new ParallelRequests()) {
                Supplier<List<Pod>> pods = parallel.start(this::pods);
                Supplier<List<ReplicaSet>> replicaSets = parallel.start(this::replicaSets);
                return Optional.ofNullable(
                        api.client()
                            .apps()
                            .deployments()
                            .inNamespace(api.namespace())
                            .withName(app)
                            .get())
                    .map(deployment -> status(deployment, pods.get(), replicaSets.get()));
              }
            });
  }

  private List<Pod> pods() {
    return api.client()
        .pods()
        .inNamespace(api.namespace())
        .withLabels(Labels.selector(app))
        .list()
        .getItems();
  }

  private List<ReplicaSet> replicaSets() {
    return api.client()
        .apps()
        .replicaSets()
        .inNamespace(api.namespace())
        .withLabels(Labels.selector(app))
        .list()
        .getItems();
  }

  private Status status(Deployment deployment, List<Pod> pods, List<ReplicaSet> replicaSets) {
    Set<String> current =
        PodSet.of(app, replicaSets, pods)
            .map(
                set ->
                    set.pods().stream()
                        .filter(pod -> !PodSet.terminates(pod))
                        .map(pod -> pod.getMetadata().getName())
                        .collect(Collectors.toSet()))
            .orElse(Set.of());
    return new Status(
        api.namespace(),
        deployment.getMetadata().getName(),
        AppContainer.of(deployment).getImage(),
        Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1),
        devMode(deployment),
        pods.stream()
            .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
            .map(pod -> status(pod, app, current.contains(pod.getMetadata().getName())))
            .toList());
  }

  /** How the content of a Deployment in dev mode is delivered. */
  static Optional<Delivery> devMode(Deployment deployment) {
    Map<String, String> annotations =
        Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElse(Map.of());
    return DevOverlay.DEV.equals(annotations.get(DevOverlay.MODE))
        ? Delivery.of(annotations.getOrDefault(DevOverlay.DELIVERY, ""))
        : Optional.empty();
  }

  private static Status.PodStatus status(Pod pod, String app, boolean current) {
    Optional<ContainerStatus> container =
        pod.getStatus().getContainerStatuses() == null
            ? Optional.empty()
            : pod.getStatus().getContainerStatuses().stream()
                .filter(it -> it.getName().equals(PodSet.appContainer(pod, app)))
                .findFirst();
    String phase =
        PodSet.terminates(pod)
            ? "Terminating"
            : container
                .map(ContainerStatus::getState)
                .flatMap(state -> Optional.ofNullable(state.getWaiting()))
                .flatMap(waiting -> Optional.ofNullable(waiting.getReason()))
                .orElse(String.valueOf(pod.getStatus().getPhase()));
    return new Status.PodStatus(
        pod.getMetadata().getName(),
        phase,
        container.map(ContainerStatus::getReady).orElse(false),
        Optional.ofNullable(pod.getMetadata().getCreationTimestamp()).map(Instant::parse),
        container.map(ContainerStatus::getRestartCount).orElse(0),
        current);
  }
}
