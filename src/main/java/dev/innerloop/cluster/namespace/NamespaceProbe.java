package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.api.ApiErrors;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Determines the state of a namespace without changing anything. */
final class NamespaceProbe {

  private static final String TERMINATING = "NamespaceTerminating";

  private final KubernetesClient client;
  private final ApiErrors errors;

  NamespaceProbe(KubernetesClient client, ApiErrors errors) {
    this.client = client;
    this.errors = errors;
  }

  /**
   * A namespace as it was found.
   *
   * @param object null if it does not exist, or you may not read it
   */
  record Found(NamespaceState state, @Nullable Namespace object) {}

  NamespaceState state(String name) {
    return find(name).state();
  }

  Found find(String name) {
    try {
      Namespace namespace = client.namespaces().withName(name).get();
      if (namespace == null) {
        return new Found(NamespaceState.NOT_FOUND, null);
      }
      return new Found(
          namespace.getMetadata().getDeletionTimestamp() == null
              ? NamespaceState.EXISTS
              : NamespaceState.TERMINATING,
          namespace);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return new Found(work(name), null);
      }
      throw errors.problem("find namespace " + name, e);
    }
  }

  /**
   * Whether the user may work there, determined by a dry run: permissions may be granted in
   * namespaces that do not exist.
   *
   * @return UNREADABLE if so
   */
  NamespaceState work(String name) {
    ConfigMap probe =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("dev-maven-plugin-probe")
            .withNamespace(name)
            .endMetadata()
            .build();
    try {
      client.configMaps().inNamespace(name).resource(probe).dryRun().create();
      return NamespaceState.UNREADABLE;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case 404 -> NamespaceState.NOT_FOUND;
        // It exists, and some policy denies the ConfigMap.
        case 400, 409, 422 -> NamespaceState.UNREADABLE;
        case 403 -> forbidden(e);
        default -> throw errors.problem("find namespace " + name, e);
      };
    }
  }

  private static NamespaceState forbidden(KubernetesClientException e) {
    if (causes(e).stream().anyMatch(cause -> TERMINATING.equals(cause.getReason()))) {
      return NamespaceState.TERMINATING;
    }
    return ApiErrors.lacksRight(e) ? NamespaceState.UNKNOWN : NamespaceState.UNREADABLE;
  }

  private static List<StatusCause> causes(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(status -> status.getDetails())
        .map(details -> details.getCauses())
        .orElse(List.of());
  }
}
