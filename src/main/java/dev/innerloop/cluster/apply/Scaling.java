package dev.innerloop.cluster.apply;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** Scales an app, independently of everything else. */
public final class Scaling {

  /** The number of replicas before dev mode was stopped with zero replicas. */
  public static final String STOPPED_AT = "dev.innerloop/stopped-at";

  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

  private final KubernetesClient client;
  private final String namespace;
  private final String deployment;

  public Scaling(KubernetesClient client, String namespace, String deployment) {
    this.client = client;
    this.namespace = namespace;
    this.deployment = deployment;
  }

  /** The number of replicas of a Deployment, or that before dev mode was stopped. */
  public static int kept(Deployment live) {
    return ReplicaCount.kept(live);
  }

  public void to(int replicas) {
    patch(replicas, "null");
  }

  public void stopFrom(int replicas) {
    patch(0, "\"" + replicas + "\"");
  }

  private void patch(int replicas, String stoppedAt) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(deployment)
        .patch(
            MERGE,
            "{\"metadata\":{\"annotations\":{\"%s\":%s}},\"spec\":{\"replicas\":%d}}"
                .formatted(STOPPED_AT, stoppedAt, replicas));
  }
}
