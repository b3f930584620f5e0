package dev.innerloop.cluster.discovery;

import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A node's status.
 *
 * @param providerId the cloud provider's id; empty if there is none
 * @param runtime the container runtime, such as {@code containerd://1.7.2}
 * @param images names of images on the node; of many, only the largest are reported
 */
public record ClusterNode(
    String name,
    String providerId,
    Map<String, String> labels,
    String runtime,
    Set<String> images) {

  public ClusterNode {
    labels = Map.copyOf(labels);
    images = Set.copyOf(images);
  }

  static ClusterNode of(Node node) {
    Set<String> images = new TreeSet<>();
    for (ContainerImage image :
        Optional.ofNullable(node.getStatus().getImages()).orElse(List.of())) {
      if (image.getNames() != null) {
        images.addAll(image.getNames());
      }
    }
    return new ClusterNode(
        node.getMetadata().getName(),
        Optional.ofNullable(node.getSpec().getProviderID()).orElse(""),
        Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of()),
        Optional.ofNullable(node.getStatus().getNodeInfo())
            .map(info -> info.getContainerRuntimeVersion())
            .orElse(""),
        images);
  }
}
