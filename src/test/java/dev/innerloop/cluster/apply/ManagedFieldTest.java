package dev.innerloop.cluster.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManagedFieldTest {

  private static final Map<String, Object> RESOURCE =
      Map.of(
          "metadata",
          Map.of(
              "labels", Map.of("app.kubernetes.io/name", "shop", "app", "other"),
              "finalizers", List.of("a.b/c")),
          "spec",
          Map.of(
              "ports",
              List.of(Map.of("port", 80, "name", "web"), Map.of("port", 443, "protocol", "TCP")),
              "containers",
              List.of(Map.of("name", "a,\"b]", "image", "x:1"))));

  @Test
  void findsNamesWithDots() {
    assertThat(new ManagedField(".metadata.labels.app.kubernetes.io/name").in(RESOURCE))
        .contains("shop");
    assertThat(new ManagedField(".metadata.labels.app").in(RESOURCE)).contains("other");
  }

  @Test
  void findsItemsByKeysWithDefaultsLeftOut() {
    assertThat(new ManagedField(".spec.ports[port=80,protocol=\"TCP\"].name").in(RESOURCE))
        .contains("web");
    assertThat(new ManagedField(".spec.ports[port=443,protocol=\"UDP\"].port").in(RESOURCE))
        .isEmpty();
  }

  @Test
  void findsItemsByValueAndByIndex() {
    assertThat(new ManagedField(".metadata.finalizers[=\"a.b/c\"]").in(RESOURCE)).contains("a.b/c");
    assertThat(new ManagedField(".spec.ports[1].port").in(RESOURCE)).contains(443);
    assertThat(new ManagedField(".spec.ports[7].port").in(RESOURCE)).isEmpty();
  }

  @Test
  void readsQuotedKeys() {
    assertThat(new ManagedField(".spec.containers[name=\"a,\\\"b]\"].image").in(RESOURCE))
        .contains("x:1");
  }

  @Test
  void findsNoMissingField() {
    assertThat(new ManagedField(".spec.replicas").in(RESOURCE)).isEmpty();
    assertThat(new ManagedField(".spec[").in(RESOURCE)).isEmpty();
    assertThat(new ManagedField("nonsense").in(RESOURCE)).isEmpty();
  }
}
