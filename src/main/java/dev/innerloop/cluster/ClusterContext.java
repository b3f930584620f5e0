package dev.innerloop.cluster;

import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.NamedContext;
import java.util.function.Supplier;

/** A context of the kubeconfig: a cluster and a user. */
public final class ClusterContext {

  private final String name;
  private final String cluster;
  private final String user;
  private final String server;
  private final boolean allowed;
  private final Supplier<ClientAccess> access;

  private ClusterContext(
      String name,
      String cluster,
      String user,
      String server,
      boolean allowed,
      Supplier<ClientAccess> access) {
    this.name = name;
    this.cluster = cluster;
    this.user = user;
    this.server = server;
    this.allowed = allowed;
    this.access = access;
  }

  static ClusterContext of(Kubeconfig kubeconfig, ConnectSettings settings) {
    NamedContext context = kubeconfig.context(settings.context());
    return new ClusterContext(
        context.getName(),
        context.getContext().getCluster(),
        String.valueOf(context.getContext().getUser()),
        kubeconfig.server(context),
        settings.allowedContexts().contains(context.getName()),
        () -> kubeconfig.access(context, settings.proxies()));
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

  /** Whether the cluster runs on this machine, as far as the kubeconfig shows. */
  public boolean isLocal() {
    return LocalContexts.isLocal(cluster, server);
  }

  /**
   * Guards against deploying to a cluster by accident.
   *
   * @throws Problem if it is neither local nor allowed by the user
   */
  public ClusterContext requireAllowed() {
    if (!isLocal() && !allowed) {
      throw new Problem(
          "The context "
              + name
              + " ("
              + server
              + ") is not a known local cluster, so the plugin will not change it without"
              + " permission.",
          "If it is a development cluster, allow it: -Ddev.allowContext="
              + name
              + "\nor choose another context: -Ddev.context=NAME");
    }
    return this;
  }

  /**
   * Connects, after the user's credential plugin, if any, has returned.
   *
   * @throws Problem if the plugin fails, the API server does not answer or rejects the user's
   *     credentials
   */
  public Cluster connect() {
    return connect(Patience.USUAL);
  }

  Cluster connect(Patience patience) {
    return Clusters.connect(this, access.get(), patience);
  }
}
