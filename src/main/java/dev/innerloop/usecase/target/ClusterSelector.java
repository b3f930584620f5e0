package dev.innerloop.usecase.target;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.ClusterContext;
import dev.innerloop.cluster.Clusters;
import dev.innerloop.cluster.ConnectSettings;
import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.ui.Delay;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the cluster that the user selects. */
public final class ClusterSelector {

  private final Map<String, String> environment;
  private final Path home;
  private final ConnectionProgress progress;

  /**
   * From an environment and a home directory.
   *
   * @param events receives that an API server does not answer yet
   */
  public ClusterSelector(Map<String, String> environment, Path home, Consumer<Event> events) {
    this.environment = environment;
    this.home = home;
    this.progress = new ConnectionProgress(Delay.byThread(), events);
  }

  /** From those of this process. */
  public static ClusterSelector ofThisProcess(Consumer<Event> events) {
    return new ClusterSelector(System.getenv(), Path.of(System.getProperty("user.home")), events);
  }

  /**
   * Connects to the selected cluster, if it may be changed.
   *
   * @return empty if apps run on this machine
   * @throws Problem if a cluster is selected and cannot be used
   */
  public Optional<Cluster> cluster(TargetSettings settings) {
    return context(settings).map(this::connect);
  }

  /**
   * Connects to the cluster of settings that select one in any case.
   *
   * @throws Problem if it cannot be used
   */
  public Cluster requireCluster(TargetSettings settings) {
    return connect(
        find(settings)
            .orElseThrow(
                () ->
                    unknown(
                        "Log in to a cluster, or name a file by the environment variable"
                            + " KUBECONFIG. An app on this machine (-Ddev.target=local) is seen and"
                            + " ended in its own session.")));
  }

  private Cluster connect(ClusterContext context) {
    context.requireAllowed();
    return progress.during(context.server(), context.name(), context::connect);
  }

  /**
   * The context of the selected cluster.
   *
   * @return empty if apps run on this machine
   * @throws Problem if a cluster is selected that the kubeconfig does not have
   */
  public Optional<ClusterContext> context(TargetSettings settings) {
    if (settings.kind() == TargetSettings.Kind.LOCAL) {
      return Optional.empty();
    }
    Optional<ClusterContext> context = find(settings);
    if (context.isEmpty() && settings.kind() == TargetSettings.Kind.CLUSTER) {
      throw unknown(
          "Log in to a cluster, name a file by the environment variable KUBECONFIG, or run on"
              + " this machine: -Ddev.target=local");
    }
    return context;
  }

  private Optional<ClusterContext> find(TargetSettings settings) {
    return Clusters.context(
        ConnectSettings.of(
            environment,
            home,
            Optional.ofNullable(settings.context()),
            settings.allowContext() == null
                ? Set.of()
                : Set.of(settings.allowContext().split("\\s*,\\s*"))));
  }

  private static Problem unknown(String remedy) {
    return new Problem("There is no kubeconfig, so no cluster is known.", remedy);
  }

  /** The name of the user on this machine. */
  public static String user() {
    return System.getProperty("user.name");
  }
}
