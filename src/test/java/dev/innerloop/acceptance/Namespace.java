package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A test's own namespace, seen by the cluster's administrator; deleted at the end. */
final class Namespace implements AutoCloseable {

  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final int LOG_LINES = 40;

  private final String name;
  private final KubernetesClient client;

  Namespace(String name) {
    this.name = name;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Node.kubeconfig().toFile()))
            .build();
  }

  String name() {
    return name;
  }

  KubernetesClient client() {
    return client;
  }

  /** Another client, to be closed, whose requests have a limit of their own. */
  KubernetesClient client(Duration longest) {
    Config config = Config.fromKubeconfig(Node.kubeconfig().toFile());
    config.setRequestTimeout((int) longest.toMillis());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  Namespace create(Map<String, String> labels) {
    client
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
    return this;
  }

  Deployment deployment(String app) {
    Deployment deployment = client.apps().deployments().inNamespace(name).withName(app).get();
    assertThat(deployment).as("Deployment " + app).isNotNull();
    return deployment;
  }

  void scale(String app, int replicas) {
    client.apps().deployments().inNamespace(name).withName(app).scale(replicas);
  }

  /** The app's pods that do not terminate, in the order of their names. */
  List<Pod> pods(String app) {
    return client.pods().inNamespace(name).withLabel(INSTANCE, app).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .toList();
  }

  List<Pod> awaitPods(String app, int count, Duration atMost) {
    return Await.value(
        atMost,
        () -> pods(app).size() + " pods instead of " + count,
        () -> Optional.of(pods(app)).filter(pods -> pods.size() == count));
  }

  /** What identifies the app's containers: as long as this is the same, none was replaced. */
  List<String> identities(String app) {
    return pods(app).stream()
        .map(
            pod ->
                pod.getMetadata().getName()
                    + " "
                    + pod.getMetadata().getUid()
                    + " restarted "
                    + container(pod).map(ContainerStatus::getRestartCount).orElse(0))
        .toList();
  }

  static boolean isReady(Pod pod) {
    return container(pod).map(ContainerStatus::getReady).orElse(false);
  }

  /** What a pod itself answers, past any forwarded port. */
  String get(Pod pod, String path) {
    return get(client, pod, path);
  }

  String get(KubernetesClient through, Pod pod, String path) {
    return through.raw(
        "/api/v1/namespaces/"
            + name
            + "/pods/"
            + pod.getMetadata().getName()
            + ":8080/proxy"
            + path);
  }

  /** Waits until the app has so many pods and each of them serves a text. */
  void awaitServedByEach(String app, int replicas, String path, String text, Duration atMost) {
    Await.untilAsserted(
        atMost,
        () -> {
          List<Pod> pods = pods(app);
          assertThat(pods).as("pods").hasSize(replicas);
          for (Pod pod : pods) {
            assertThat(get(pod, path)).as(pod.getMetadata().getName()).contains(text);
          }
        });
  }

  /** The names of the variables in the app's Deployment. */
  List<String> variables(String app) {
    return deployment(app)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getEnv()
        .stream()
        .map(EnvVar::getName)
        .toList();
  }

  List<String> uids(String app) {
    return pods(app).stream().map(pod -> pod.getMetadata().getUid()).toList();
  }

  /** Waits until any pod answers that was not there before. */
  void awaitFirstAnswer(String app, String path, List<String> before, Duration atMost) {
    Await.value(
        atMost,
        () -> "no pod answers",
        () ->
            pods(app).stream()
                .filter(pod -> !before.contains(pod.getMetadata().getUid()))
                .filter(pod -> pod.getStatus().getPodIP() != null && answers(pod, path))
                .findFirst());
  }

  /** All that we could have left, without what every namespace has. */
  List<String> resources() {
    return Stream.of(
            client.apps().deployments().inNamespace(name).list().getItems(),
            client.apps().replicaSets().inNamespace(name).list().getItems(),
            client.pods().inNamespace(name).list().getItems(),
            client.services().inNamespace(name).list().getItems(),
            client.configMaps().inNamespace(name).list().getItems(),
            client.secrets().inNamespace(name).list().getItems(),
            client.serviceAccounts().inNamespace(name).list().getItems(),
            client.network().v1().ingresses().inNamespace(name).list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .map(resource -> resource.getKind() + " " + resource.getMetadata().getName())
        .filter(it -> !it.equals("ConfigMap kube-root-ca.crt"))
        .filter(it -> !it.equals("ServiceAccount default"))
        .toList();
  }

  /** What pods look like and what they wrote, for the report of a failure. */
  String report() {
    StringBuilder report = new StringBuilder("--- namespace " + name + "\n");
    try {
      resources().forEach(resource -> report.append(resource).append('\n'));
      for (Pod pod : client.pods().inNamespace(name).list().getItems()) {
        String podName = pod.getMetadata().getName();
        report.append("--- pod ").append(podName).append(' ').append(pod.getStatus().getPhase());
        container(pod).ifPresent(it -> report.append(' ').append(it.getState()));
        report.append('\n').append(log(podName)).append('\n');
      }
    } catch (KubernetesClientException e) {
      report.append("(the cluster does not answer: ").append(e.getMessage()).append(")\n");
    }
    return report.toString();
  }

  /** The end of what a pod's container wrote. */
  String log(String pod) {
    try {
      return client.pods().inNamespace(name).withName(pod).tailingLines(LOG_LINES).getLog();
    } catch (KubernetesClientException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    try (client) {
      client.namespaces().withName(name).delete();
    }
  }

  private boolean answers(Pod pod, String path) {
    try {
      return !get(pod, path).isEmpty();
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static Optional<ContainerStatus> container(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream().findFirst();
  }
}
