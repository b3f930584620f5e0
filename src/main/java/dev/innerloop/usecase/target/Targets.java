package dev.innerloop.usecase.target;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.ClusterContext;
import dev.innerloop.cluster.Clusters;
import dev.innerloop.cluster.ConnectSettings;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.TargetSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds where an app is to run. */
public final class Targets {

  private final Map<String, String> environment;
  private final Path home;

  /** As an environment and a home folder have them. */
  public Targets(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = home;
  }

  /** As this process has them. */
  public static Targets ofThisProcess() {
    return new Targets(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * The cluster that is meant, and may be changed.
   *
   * @return empty if this machine is meant
   * @throws Problem if a cluster is meant and cannot be used
   */
  public Optional<Cluster> cluster(TargetSettings settings) {
    return context(settings).map(context -> context.requireAllowed().connect());
  }

  /**
   * The context of the cluster that is meant.
   *
   * @return empty if this machine is meant
   * @throws Problem if a cluster is meant, and the kubeconfig does not lead to it
   */
  public Optional<ClusterContext> context(TargetSettings settings) {
    if (settings.kind() == TargetSettings.Kind.LOCAL) {
      return Optional.empty();
    }
    Optional<ClusterContext> context =
        Clusters.context(
            ConnectSettings.of(
                environment,
                home,
                Optional.ofNullable(settings.context()),
                settings.allowContext() == null
                    ? Set.of()
                    : Set.of(settings.allowContext().split("\\s*,\\s*"))));
    if (context.isEmpty() && settings.kind() == TargetSettings.Kind.CLUSTER) {
      throw new Problem(
          "There is no kubeconfig, so no cluster is known.",
          "Log in to a cluster, name a file by the environment variable KUBECONFIG, or run on"
              + " this machine: -Ddev.target=local");
    }
    return context;
  }

  /** The name under which this user develops. */
  public static String user() {
    return System.getProperty("user.name");
  }
}
