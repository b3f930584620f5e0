package dev.innerloop.request;

import dev.innerloop.cluster.namespace.NamespaceSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cluster and the namespace; null where the user sets nothing.
 *
 * @param kind where the app is to run
 * @param context of the kubeconfig
 * @param allowContext the context that may be used although it is not a local cluster's
 * @param namespace which one, and how it is created
 * @param timeout how long to wait for a rollout
 */
public record TargetSettings(
    Kind kind,
    @Nullable String context,
    @Nullable String allowContext,
    NamespaceSettings namespace,
    Duration timeout) {

  /** The same, but always on a cluster. */
  public TargetSettings onCluster() {
    return new TargetSettings(Kind.CLUSTER, context, allowContext, namespace, timeout);
  }

  /** Where an app runs. */
  public enum Kind {
    /** The cluster of the current kubeconfig; without any kubeconfig, this machine. */
    AUTO,
    CLUSTER,
    LOCAL
  }
}
