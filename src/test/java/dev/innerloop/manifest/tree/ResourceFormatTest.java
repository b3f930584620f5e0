package dev.innerloop.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.manifest.tree.Node.Mapping;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceFormatTest {

  private static final Position AT = new Position("a test", 1);

  @Test
  void readsTheUsualKindsAsTheirClasses() {
    HasMetadata read = ResourceFormat.resource(tree("v1", "ConfigMap", Map.of("data", Map.of())));
    assertThat(read).isInstanceOf(ConfigMap.class);
  }

  @Test
  void readsKindsThatAreRareAsTheirClasses() {
    HasMetadata read =
        ResourceFormat.resource(tree("networking.k8s.io/v1", "IngressClass", Map.of()));
    assertThat(read).isInstanceOf(IngressClass.class);
  }

  @Test
  void readsKindsThatNobodyHasAClassForAsTheyAre() {
    Mapping tree = tree("example.com/v1", "Cheese", Map.of("spec", Map.of("ripe", true)));
    HasMetadata read = ResourceFormat.resource(tree);
    assertThat(read).isInstanceOf(GenericKubernetesResource.class);
    assertThat(ResourceFormat.tree(read, AT).plain()).isEqualTo(tree.plain());
  }

  @Test
  void refusesWhatIsNotOfTheFormOfItsKind() {
    Mapping tree = tree("v1", "ConfigMap", Map.of("data", "text"));
    assertThatThrownBy(() -> ResourceFormat.resource(tree))
        .isInstanceOf(KubernetesClientException.class);
  }

  private static Mapping tree(String version, String kind, Map<String, ?> more) {
    Map<String, Object> fields = new java.util.LinkedHashMap<>();
    fields.put("apiVersion", version);
    fields.put("kind", kind);
    fields.put("metadata", Map.of("name", "one"));
    fields.putAll(more);
    return (Mapping) Node.of(fields, AT);
  }
}
