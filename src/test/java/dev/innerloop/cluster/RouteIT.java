package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.acceptance.Node;
import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The generated Route, against OpenShift's own definition of Routes. It has another API group here:
 * with the original one, all other tests would take the node for an OpenShift cluster.
 */
@OnCluster(ours = true)
class RouteIT {

  private static final Path GENERATED =
      Path.of("src/test/resources/golden/route/kubernetes/shop-route.yml");

  private static TestNamespace namespace;
  private static CustomResourceDefinition definition;

  @BeforeAll
  static void define() throws IOException {
    namespace = TestNamespace.create();
    CustomResourceDefinition theirs =
        Serialization.unmarshal(
            Files.readString(Node.openShiftSchemas().resolve("route/v1/route.crd.yaml")),
            CustomResourceDefinition.class);
    definition =
        new CustomResourceDefinitionBuilder(theirs)
            .editMetadata()
            .withName("routes." + group())
            .withAnnotations(Map.of())
            .endMetadata()
            .editSpec()
            .withGroup(group())
            .endSpec()
            .build();
    namespace.client.resource(definition).create();
    TestNamespace.awaitKind(namespace.client, definition);
  }

  @AfterAll
  static void remove() {
    namespace.client.resource(definition).delete();
    namespace.close();
  }

  @Test
  void isAppliedAsItIsGeneratedAndRemovedWithItsApp() throws Exception {
    Workload app = namespace.workload("shop");

    assertThat(Applied.to(app, route(Map.of())).outcomes).containsExactly("Route shop CREATED");
    assertThat(Applied.to(app, route(Map.of())).outcomes).containsExactly("Route shop UNCHANGED");

    GenericKubernetesResource live = live();
    // OpenShift's definition sets defaults: none of our fields was dropped as unknown.
    assertThat(live.<Integer>get("spec", "to", "weight")).isEqualTo(100);
    assertThat(live.<String>get("spec", "wildcardPolicy")).isEqualTo("None");
    assertThat(live.<String>get("spec", "host")).isEqualTo("shop.example.com");
    assertThat(live.<String>get("spec", "path")).isEqualTo("/");
    assertThat(live.<String>get("spec", "port", "targetPort")).isEqualTo("http");
    assertThat(live.<String>get("spec", "to", "name")).isEqualTo("shop");
    assertThat(live.<Map<String, String>>get("spec", "tls"))
        .isEqualTo(Map.of("termination", "edge", "insecureEdgeTerminationPolicy", "Redirect"));

    assertThat(app.delete(Duration.ofSeconds(60)).removed()).containsExactly("Route shop");
    assertThat(live()).isNull();
  }

  @Test
  void aDenialOfAnEmptyHostIsAttributedToItsField() {
    Problem problem =
        catchThrowableOfType(
            Problem.class,
            () -> Applied.to(namespace.workload("shop"), route(Map.of("host", "shop_1"))));

    assertThat(problem)
        .hasMessageStartingWith("The API server did not apply Route shop: ")
        .hasMessageContaining("spec.host: Invalid value: \"shop_1\"");
    assertThat(live()).isNull();
  }

  private static GenericKubernetesResource live() {
    return namespace
        .client
        .genericKubernetesResources(
            new ResourceDefinitionContext.Builder()
                .withGroup(group())
                .withVersion("v1")
                .withKind("Route")
                .withPlural("routes")
                .withNamespaced(true)
                .build())
        .inNamespace(namespace.name)
        .withName("shop")
        .get();
  }

  private static GenericKubernetesResource route(Map<String, String> changes) {
    GenericKubernetesResource route;
    try {
      route = Serialization.unmarshal(Files.readString(GENERATED), GenericKubernetesResource.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    route.setApiVersion(group() + "/v1");
    Map<String, Object> spec = new HashMap<>(route.<Map<String, Object>>get("spec"));
    spec.putAll(changes);
    route.setAdditionalProperty("spec", spec);
    return route;
  }

  private static String group() {
    return namespace.name + ".example.com";
  }
}
