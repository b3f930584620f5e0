package dev.innerloop.cluster.pods;

import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;

/** The ConfigMap and Secret volumes of pods. */
public final class PodFiles {

  private final KubernetesClient client;
  private final String namespace;
  private final String app;

  public PodFiles(KubernetesClient client, String namespace, String app) {
    this.client = client;
    this.namespace = namespace;
    this.app = app;
  }

  /** The kubelet syncs a changed pod at once, including its volumes. */
  public void refresh() {
    PatchContext merge = new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();
    String patch =
        "{\"metadata\":{\"annotations\":{\"dev.innerloop/files\":\"" + Instant.now() + "\"}}}";
    try {
      for (Pod pod :
          client.pods().inNamespace(namespace).withLabels(Labels.selector(app)).list().getItems()) {
        client
            .pods()
            .inNamespace(namespace)
            .withName(pod.getMetadata().getName())
            .patch(merge, patch);
      }
    } catch (KubernetesClientException e) {
      // The pod was just deleted, or we lack permission: the kubelet syncs it a little later.
    }
  }
}
