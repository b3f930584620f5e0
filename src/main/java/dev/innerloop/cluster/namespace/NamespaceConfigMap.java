package dev.innerloop.cluster.namespace;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A ConfigMap in a namespace with the labels and annotations of the namespace: for users who may
 * work in the namespace but neither read nor change it, such as tenant owners.
 */
final class NamespaceConfigMap {

  static final String NAME = "dev-namespace";

  private final KubernetesClient client;
  private final String namespace;

  NamespaceConfigMap(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  void put(Map<String, String> labels, Map<String, String> annotations) {
    client
        .configMaps()
        .inNamespace(namespace)
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .build())
        .create();
  }

  /**
   * @return empty if there is none, or the user may not read it
   */
  Optional<ConfigMap> read() {
    try {
      return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(NAME).get())
          .filter(NamespaceOwnership::isOurs);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The later of the namespace's own expiry and the marker's. */
  Optional<Instant> expiry(HasMetadata said) {
    Optional<Instant> own = NamespaceExpiry.of(said);
    Optional<Instant> renewed = read().flatMap(NamespaceExpiry::of);
    return own.filter(it -> renewed.filter(it::isBefore).isEmpty()).or(() -> renewed);
  }
}
