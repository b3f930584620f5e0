package dev.innerloop.plan.delivery;

import dev.innerloop.cluster.discovery.ClusterNode;
import dev.innerloop.cluster.discovery.LocalCluster;
import dev.innerloop.cluster.discovery.Product;
import dev.innerloop.image.load.LoadTool;
import dev.innerloop.process.Programs;
import dev.innerloop.request.ImageSettings.Load;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Chooses the tool that loads images into the nodes of a local cluster. */
final class LoadToolChoice {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Programs programs;

  LoadToolChoice(Programs programs) {
    this.programs = programs;
  }

  /** The way that fits a cluster's product, the program for it there or not. */
  LoadTool of(LocalCluster cluster) {
    return switch (cluster.product()) {
      case KIND -> kind(cluster);
      case K3D -> LoadTool.k3d(cluster.name());
      case MINIKUBE -> LoadTool.minikube(cluster.name());
      case DOCKER_DESKTOP ->
          cluster.runsContainerd() // by kind, so that nodes do not share Docker's images
              ? inContextOf(LoadTool.containers("Docker Desktop", nodes(cluster)), "desktop-linux")
              : docker("Docker Desktop", "desktop-linux");
      case ORBSTACK -> docker("OrbStack", "orbstack");
      case RANCHER_DESKTOP ->
          cluster.runsContainerd()
              ? LoadTool.nerdctl("Rancher Desktop")
              : docker("Rancher Desktop", "rancher-desktop");
      case COLIMA ->
          cluster.runsContainerd()
              ? LoadTool.colimaNerdctl(profile(cluster))
              : docker(cluster.name(), cluster.name());
    };
  }

  /**
   * The way that the user names.
   *
   * @param known the cluster, as far as it is known
   * @param name of the cluster in the kubeconfig, used if the cluster is unknown
   */
  LoadTool named(Load load, Optional<LocalCluster> known, String name) {
    return switch (load) {
      case KIND -> LoadTool.kind(clusterName(Product.KIND, known, name, "kind-"));
      case K3D -> LoadTool.k3d(clusterName(Product.K3D, known, name, "k3d-"));
      case MINIKUBE -> LoadTool.minikube(clusterName(Product.MINIKUBE, known, name, ""));
      case DOCKER ->
          known
              .map(this::of)
              .filter(way -> way.program().equals("docker"))
              .orElseGet(() -> LoadTool.docker("the Docker daemon"));
      case NERDCTL -> LoadTool.nerdctl("containerd");
      case CTR -> LoadTool.containerd();
      case AUTO, NONE -> throw new IllegalArgumentException("names no way: " + load);
    };
  }

  private static String clusterName(
      Product product, Optional<LocalCluster> known, String name, String prefix) {
    return known
        .filter(cluster -> cluster.product() == product)
        .map(LocalCluster::name)
        .orElseGet(() -> name.startsWith(prefix) ? name.substring(prefix.length()) : name);
  }

  private LoadTool kind(LocalCluster cluster) {
    boolean byDocker =
        programs.find("kind").isEmpty()
            && programs.find("docker").isPresent()
            && !cluster.nodes().isEmpty();
    return byDocker
        ? LoadTool.containers("kind cluster " + cluster.name(), nodes(cluster))
        : LoadTool.kind(cluster.name());
  }

  /** The daemon of the product, which need not be the one that the user works with. */
  private LoadTool docker(String place, String context) {
    return inContextOf(LoadTool.docker(place), context);
  }

  private LoadTool inContextOf(LoadTool way, String context) {
    boolean knowsIt =
        programs
            .find("docker")
            .filter(
                docker ->
                    docker.query(PATIENCE, List.of("context", "inspect", context)).succeeded())
            .isPresent();
    return knowsIt ? way.withDockerContext(context) : way;
  }

  private static List<String> nodes(LocalCluster cluster) {
    return cluster.nodes().stream().map(ClusterNode::name).toList();
  }

  private static String profile(LocalCluster cluster) {
    String prefix = "colima-";
    return cluster.name().startsWith(prefix)
        ? cluster.name().substring(prefix.length())
        : "default";
  }
}
