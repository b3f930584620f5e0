package dev.innerloop.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.tree.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Paths in the notation of server-side apply, as far as it differs. */
class FieldPathTest {

  private static final Mapping RESOURCE =
      (Mapping)
          Node.of(
              Map.of(
                  "metadata",
                  Map.of(
                      "labels", Map.of("app.kubernetes.io/name", "shop", "app", "other"),
                      "finalizers", List.of("a.b/c")),
                  "spec",
                  Map.of(
                      "ports",
                      List.of(
                          Map.of("port", 80, "name", "web"),
                          Map.of("port", 443, "protocol", "TCP")),
                      "containers",
                      List.of(Map.of("name", "a,\"b]", "image", "x:1")))),
              new Position("a test", 0));

  @Test
  void findsNamesWithDots() {
    assertThat(find(".metadata.labels.app.kubernetes.io/name")).contains("shop");
    assertThat(find(".metadata.labels.app")).contains("other");
  }

  @Test
  void findsItemsByKeysWithDefaultsLeftOut() {
    assertThat(find(".spec.ports[port=80,protocol=\"TCP\"].name")).contains("web");
    assertThat(find(".spec.ports[port=443,protocol=\"UDP\"].port")).isEmpty();
  }

  @Test
  void findsItemsByValueAndByIndex() {
    assertThat(find(".metadata.finalizers[=\"a.b/c\"]")).contains("a.b/c");
    assertThat(find(".spec.ports[1].port")).contains(443L);
    assertThat(find(".spec.ports[7].port")).isEmpty();
  }

  @Test
  void readsQuotedKeys() {
    assertThat(find(".spec.containers[name=\"a,\\\"b]\"].image")).contains("x:1");
  }

  @Test
  void findsNoMissingField() {
    assertThat(find(".spec.replicas")).isEmpty();
    assertThat(find(".spec[")).isEmpty();
    assertThat(find("nonsense")).isEmpty();
  }

  @Test
  void findsItemsByNameAndNamesInBrackets() {
    assertThat(find("spec.ports[web].port")).contains(80L);
    assertThat(find("metadata.labels[app.kubernetes.io/name]")).contains("shop");
  }

  @Test
  void visitsEachPartByIndexAndEachLeafByName() {
    List<String> parts = new ArrayList<>();
    FieldPath.each(RESOURCE.mapping("spec").orElseThrow(), (path, node) -> parts.add(path));
    List<String> leaves = new ArrayList<>();
    FieldPath.eachLeaf(RESOURCE.mapping("spec").orElseThrow(), (path, node) -> leaves.add(path));

    assertThat(parts).contains("", "ports", "ports[0]", "ports[0].port", "containers[0].image");
    assertThat(leaves)
        .contains("ports[web].port", "ports[1].protocol")
        .doesNotContain("", "ports", "ports[0]");
  }

  private static Optional<Object> find(String path) {
    return FieldPath.find(RESOURCE, path).map(Node::plain);
  }
}
