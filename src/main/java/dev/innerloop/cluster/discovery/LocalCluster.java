package dev.innerloop.cluster.discovery;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cluster on this machine whose product is known.
 *
 * @param name by which the product's command line knows it
 * @param nodes empty if the user may not read them
 */
public record LocalCluster(Product product, String name, List<ClusterNode> nodes) {

  /** {@code kind://docker/CLUSTER/NODE}, set by its cloud provider. */
  private static final Pattern KIND_NODE = Pattern.compile("kind://[^/]+/([^/]+)/.+");

  private static final Pattern K3D_NODE = Pattern.compile("k3d-(.+)-(?:server|agent)-\\d+");
  private static final String MINIKUBE_PROFILE = "minikube.k8s.io/name";

  public LocalCluster {
    nodes = List.copyOf(nodes);
  }

  /**
   * Recognizes the product: by its nodes, else by its naming of clusters.
   *
   * @param cluster the name of the cluster in the kubeconfig
   * @param nodes as far as the user may read them
   */
  public static Optional<LocalCluster> of(String cluster, List<ClusterNode> nodes) {
    for (ClusterNode node : nodes) {
      Matcher kind = KIND_NODE.matcher(node.providerId());
      if (kind.matches() && !cluster.equals("docker-desktop")) {
        return found(Product.KIND, kind.group(1), nodes);
      }
      String profile = node.labels().get(MINIKUBE_PROFILE);
      if (profile != null) {
        return found(Product.MINIKUBE, profile, nodes);
      }
      Matcher k3d = K3D_NODE.matcher(node.name());
      if (k3d.matches()) {
        return found(Product.K3D, k3d.group(1), nodes);
      }
    }
    return byName(cluster, nodes);
  }

  private static Optional<LocalCluster> byName(String cluster, List<ClusterNode> nodes) {
    if (cluster.startsWith("kind-")) {
      return found(Product.KIND, cluster.substring("kind-".length()), nodes);
    }
    if (cluster.startsWith("k3d-")) {
      return found(Product.K3D, cluster.substring("k3d-".length()), nodes);
    }
    if (cluster.equals("colima") || cluster.startsWith("colima-")) {
      return found(Product.COLIMA, cluster, nodes);
    }
    return switch (cluster) {
      case "minikube" -> found(Product.MINIKUBE, cluster, nodes);
      case "docker-desktop", "docker-for-desktop" -> found(Product.DOCKER_DESKTOP, cluster, nodes);
      case "rancher-desktop" -> found(Product.RANCHER_DESKTOP, cluster, nodes);
      case "orbstack" -> found(Product.ORBSTACK, cluster, nodes);
      default -> Optional.empty();
    };
  }

  private static Optional<LocalCluster> found(
      Product product, String name, List<ClusterNode> nodes) {
    return Optional.of(new LocalCluster(product, name, nodes));
  }

  /** Whether containers run in the nodes' own containerd, not in Docker. */
  public boolean runsContainerd() {
    return nodes.stream().anyMatch(node -> node.runtime().startsWith("containerd://"));
  }

  /** Whether all nodes report that they have an image. */
  public boolean has(String reference) {
    return !nodes.isEmpty() && nodes.stream().allMatch(node -> node.images().contains(reference));
  }
}
