package dev.innerloop.cluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalClusterTest {

  @Test
  void recognizesKindByItsNodesWhateverTheContextsName() {
    ClusterNode node = node("dev-control-plane", "kind://docker/dev/dev-control-plane", Map.of());

    assertThat(found("mine", node)).isEqualTo("KIND dev");
  }

  @Test
  void recognizesMinikubeByItsLabelWhateverTheProfilesName() {
    ClusterNode node = node("shop", "", Map.of("minikube.k8s.io/name", "shop"));

    assertThat(found("shop", node)).isEqualTo("MINIKUBE shop");
  }

  @Test
  void knowsK3dByItsNodes() {
    ClusterNode node = node("k3d-my-team-server-0", "k3s://k3d-my-team-server-0", Map.of());

    assertThat(found("mine", node)).isEqualTo("K3D my-team");
  }

  @Test
  void recognizesDockerDesktopByItsNodes() {
    ClusterNode node =
        node("desktop-control-plane", "kind://docker/desktop/desktop-control-plane", Map.of());

    assertThat(found("docker-desktop", node)).isEqualTo("DOCKER_DESKTOP docker-desktop");
  }

  @ParameterizedTest
  @CsvSource({
    "kind-dev, KIND dev",
    "k3d-dev, K3D dev",
    "minikube, MINIKUBE minikube",
    "docker-desktop, DOCKER_DESKTOP docker-desktop",
    "rancher-desktop, RANCHER_DESKTOP rancher-desktop",
    "colima, COLIMA colima",
    "colima-dev, COLIMA colima-dev",
    "orbstack, ORBSTACK orbstack",
    "production, unknown",
  })
  void usesTheNameIfNodesMayNotBeRead(String cluster, String found) {
    assertThat(found(cluster)).isEqualTo(found);
  }

  @Test
  void hasAnImageOnlyIfAllNodesHaveIt() {
    ClusterNode with = node("a", Set.of("localhost/shop:dev-1"));
    ClusterNode without = node("b", Set.of());

    assertThat(kind(with).has("localhost/shop:dev-1")).isTrue();
    assertThat(kind(with, without).has("localhost/shop:dev-1")).isFalse();
    assertThat(kind().has("localhost/shop:dev-1")).isFalse();
  }

  private static LocalCluster kind(ClusterNode... nodes) {
    return new LocalCluster(Product.KIND, "dev", List.of(nodes));
  }

  private static String found(String cluster, ClusterNode... nodes) {
    Optional<LocalCluster> found = LocalCluster.of(cluster, List.of(nodes));
    return found.map(it -> it.product() + " " + it.name()).orElse("unknown");
  }

  private static ClusterNode node(String name, String providerId, Map<String, String> labels) {
    return new ClusterNode(name, providerId, labels, "containerd://2.0.0", Set.of());
  }

  private static ClusterNode node(String name, Set<String> images) {
    return new ClusterNode(name, "", Map.of(), "containerd://2.0.0", images);
  }
}
