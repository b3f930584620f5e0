package dev.innerloop.cluster.pods;

import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;

/** The files that pods have from ConfigMaps and Secrets. */
public final class PodFiles {

  private final KubernetesClient client;
  private final String namespace;
  private final String app;

  public PodFiles(KubernetesClient client, String namespace, String app) {
    this.client = client;
    this.namespace = namespace;
    this.app = app;
  }

  /** A pod that has changed is looked at by its node at once, its volumes included. */
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
      // The pod has just ended, or we may not: the node looks by itself a little later.
    }
  }
}
