package dev.innerloop.cluster;

import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.util.function.Supplier;

/** A context of the kubeconfig: a cluster, and who somebody is there. */
public final class ClusterContext {

  private final String name;
  private final String cluster;
  private final String user;
  private final String server;
  private final boolean allowed;
  private final Supplier<Config> config;

  private ClusterContext(
      String name,
      String cluster,
      String user,
      String server,
      boolean allowed,
      Supplier<Config> config) {
    this.name = name;
    this.cluster = cluster;
    this.user = user;
    this.server = server;
    this.allowed = allowed;
    this.config = config;
  }

  static ClusterContext of(Kubeconfig kubeconfig, ConnectSettings settings) {
    NamedContext context = kubeconfig.context(settings.context());
    return new ClusterContext(
        context.getName(),
        context.getContext().getCluster(),
        String.valueOf(context.getContext().getUser()),
        kubeconfig.server(context),
        settings.allowedContexts().contains(context.getName()),
        () -> kubeconfig.clientConfig(context));
  }

  public String name() {
    return name;
  }

  /** The name of its cluster in the kubeconfig. */
  String cluster() {
    return cluster;
  }

  /** The name of its user in the kubeconfig. */
  public String user() {
    return user;
  }

  /** The URL of the API server. */
  public String server() {
    return server;
  }

  /** Whether the cluster runs on this machine, as far as can be told. */
  public boolean isLocal() {
    return LocalContexts.isLocal(cluster, server);
  }

  /**
   * The guard against deploying where it was not meant to.
   *
   * @throws Problem if it is neither local nor named by the user
   */
  public ClusterContext requireAllowed() {
    if (!isLocal() && !allowed) {
      throw new Problem(
          "The context " + name + " (" + server + ") is not a local cluster, and may be anything.",
          "If it is meant for development, say so: -Ddev.allowContext="
              + name
              + "\nor choose another one: -Ddev.context=NAME");
    }
    return this;
  }

  /**
   * Connects, within about five seconds.
   *
   * @throws Problem if the API server does not answer or does not accept the user
   */
  public Cluster connect() {
    return Clusters.connect(this, config.get());
  }
}
