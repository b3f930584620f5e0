package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Server-side apply, under our own field manager. */
public final class Applier {

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;
  private final ApplyListener listener;

  public Applier(
      KubernetesClient client, ApiErrors errors, String namespace, ApplyListener listener) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
    this.listener = listener;
  }

  public void apply(Resources resources) {
    for (HasMetadata resource : resources.all()) {
      String title = resource.getKind() + " " + resource.getMetadata().getName();
      errors.running("apply " + title, () -> apply(title, resource));
    }
  }

  private void apply(String title, HasMetadata resource) {
    HasMetadata live = client.resource(resource).inNamespace(namespace).get();
    HasMetadata wanted =
        resource instanceof Deployment deployment
            ? withReplicas(deployment, (Deployment) live)
            : resource;
    HasMetadata applied =
        client
            .resource(wanted)
            .inNamespace(namespace)
            .fieldManager(Labels.MANAGER)
            .serverSideApply();
    listener.applied(title, outcome(live, applied));
    if (applied instanceof Deployment deployment) {
      awaitObserved(deployment);
    }
  }

  private static ApplyListener.Outcome outcome(@Nullable HasMetadata live, HasMetadata applied) {
    if (live == null) {
      return ApplyListener.Outcome.CREATED;
    }
    return Objects.equals(
            live.getMetadata().getResourceVersion(), applied.getMetadata().getResourceVersion())
        ? ApplyListener.Outcome.UNCHANGED
        : ApplyListener.Outcome.CHANGED;
  }

  /**
   * The number is always sent: a field that we once sent and then leave out falls back to one. The
   * live number is nobody's wish but the cluster's, so sending it holds nothing against anybody.
   */
  private Deployment withReplicas(Deployment wanted, @Nullable Deployment live) {
    if (live == null) {
      return wanted.getSpec().getReplicas() == null ? replicas(wanted, 1) : wanted;
    }
    int present = Optional.ofNullable(live.getSpec().getReplicas()).orElse(1);
    int number =
        Optional.ofNullable(wanted.getSpec().getReplicas()).orElseGet(() -> resumed(live, present));
    if (number != present) {
      // As the user's scaling, not as an apply: whoever scaled last has no claim to the number.
      new Scaling(client, namespace, wanted.getMetadata().getName()).to(number);
    }
    return replicas(wanted, number);
  }

  private static int resumed(Deployment live, int present) {
    String stoppedAt =
        Optional.ofNullable(live.getMetadata().getAnnotations())
            .map(annotations -> annotations.get(Scaling.STOPPED_AT))
            .orElse("");
    return present == 0 && stoppedAt.matches("\\d{1,4}") ? Integer.parseInt(stoppedAt) : present;
  }

  private static Deployment replicas(Deployment deployment, int number) {
    return new DeploymentBuilder(deployment).editSpec().withReplicas(number).endSpec().build();
  }

  /** So that whoever asks next for the current pods is not told of those just replaced. */
  private void awaitObserved(Deployment applied) {
    try {
      client
          .apps()
          .deployments()
          .inNamespace(namespace)
          .withName(applied.getMetadata().getName())
          .waitUntilCondition(
              now ->
                  now == null
                      || (now.getStatus() != null
                          && now.getStatus().getObservedGeneration() != null
                          && now.getStatus().getObservedGeneration()
                              >= applied.getMetadata().getGeneration()),
              5,
              TimeUnit.SECONDS);
    } catch (KubernetesClientTimeoutException slowController) {
      // The roll-out is waited for elsewhere, with words for what goes wrong there.
    }
  }
}
