package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.manifest.check.ClusterObjects;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** What is in a namespace. Who may not look there is not told that it is missing. */
public final class PresentObjects implements ClusterObjects {

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;

  public PresentObjects(KubernetesClient client, ApiErrors errors, String namespace) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
  }

  @Override
  public Presence of(String kind, String name) {
    try {
      Object found =
          client.genericKubernetesResources("v1", kind).inNamespace(namespace).withName(name).get();
      return found == null ? Presence.ABSENT : Presence.PRESENT;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return Presence.UNKNOWN;
      }
      throw errors.problem("look for " + kind + " " + name, e);
    }
  }
}
