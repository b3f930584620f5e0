package dev.innerloop.cluster;

import static dev.innerloop.cluster.SampleResources.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Custom resources of an app. */
@OnCluster(ours = true)
class CustomResourcesIT {

  private static TestNamespace namespace;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void delete() {
    namespace
        .client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("lamps." + group())
        .delete();
    namespace.close();
  }

  @Test
  void awaitsAKindBeforeItIsUsedAndNeverRemovesIt() throws Exception {
    Workload app = namespace.workload("lit");

    assertThat(Applied.to(app, lamp("lit"), configMap("lit", "lit-c", "a"), definition()).outcomes)
        .containsExactly(
            "ConfigMap lit-c CREATED",
            "CustomResourceDefinition lamps." + group() + " CREATED",
            "Lamp lit CREATED");
    assertThat(Applied.to(app, lamp("lit"), definition()).outcomes)
        .containsExactly(
            "CustomResourceDefinition lamps." + group() + " UNCHANGED",
            "Lamp lit UNCHANGED",
            "ConfigMap lit-c PRUNED");

    Applied without = Applied.to(app, configMap("lit", "lit-c", "a"));
    assertThat(without.outcomes).containsExactly("ConfigMap lit-c CREATED", "Lamp lit PRUNED");
    assertThat(without.words)
        .containsExactly(
            "CustomResourceDefinition lamps."
                + group()
                + " is not in the configuration any more. It is kept, and no longer managed by this"
                + " plugin.");

    Applied.to(app, lamp("lit"));
    assertThat(app.delete(Duration.ofSeconds(60)).removed()).containsExactly("Lamp lit");
  }

  @Test
  void reportsAnUnknownKind() {
    GenericKubernetesResource unknown = lamp("dark");
    unknown.setKind("Torch");

    Problem problem =
        catchThrowableOfType(
            Problem.class,
            () ->
                Applied.to(namespace.workload("dark"), configMap("dark", "dark-c", "a"), unknown));

    assertThat(problem)
        .hasMessage(
            "The cluster has no kind Torch of "
                + group()
                + "/v1, which dark uses.\n"
                + "Nothing was changed on the cluster.");
  }

  /** Cluster-scoped, so its name must be unique. */
  private static String group() {
    return namespace.name + ".example.com";
  }

  private static GenericKubernetesResource lamp(String app) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(group() + "/v1")
        .withKind("Lamp")
        .withNewMetadata()
        .withName(app)
        .withLabels(Labels.ofAllOf(app))
        .endMetadata()
        .withAdditionalProperties(Map.of("spec", Map.of("on", true)))
        .build();
  }

  private static CustomResourceDefinition definition() {
    return new CustomResourceDefinitionBuilder()
        .withNewMetadata()
        .withName("lamps." + group())
        .withLabels(Labels.ofAllOf("lit"))
        .endMetadata()
        .withNewSpec()
        .withGroup(group())
        .withScope("Namespaced")
        .withNewNames()
        .withKind("Lamp")
        .withPlural("lamps")
        .withSingular("lamp")
        .endNames()
        .addNewVersion()
        .withName("v1")
        .withServed(true)
        .withStorage(true)
        .withNewSchema()
        .withNewOpenAPIV3Schema()
        .withType("object")
        .withXKubernetesPreserveUnknownFields(true)
        .endOpenAPIV3Schema()
        .endSchema()
        .endVersion()
        .endSpec()
        .build();
  }
}
