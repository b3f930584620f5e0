package dev.innerloop.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceChangesTest {

  @Test
  void areNoneBetweenTheSame() {
    Resources same = of(deployment("1", Map.of()), service("a"));

    assertThat(ResourceChanges.between(same, of(deployment("1", Map.of()), service("a"))).isEmpty())
        .isTrue();
  }

  @Test
  void nameTheFieldsOfPodsWithoutWhatAllOfThemBeginWith() {
    assertThat(words(of(deployment("1", Map.of("A", "x"))), of(deployment("2", Map.of("A", "y")))))
        .isEqualTo(
            "containers[shop].env[A].value changed, containers[shop].image changed in Deployment"
                + " shop");
  }

  @Test
  void nameItemsOfListsAsOne() {
    assertThat(
            words(
                of(deployment("1", Map.of("A", "x", "C", "z"))),
                of(deployment("1", Map.of("A", "x", "B", "y")))))
        .isEqualTo(
            "containers[shop].env[B] added, containers[shop].env[C] removed in Deployment shop");
  }

  @Test
  void nameWhatIsNewAndWhatIsGone() {
    assertThat(words(of(service("a")), of(deployment("1", Map.of()))))
        .isEqualTo("Deployment shop added, Service shop removed");
  }

  @Test
  void nameNoMoreThanALineTakes() {
    assertThat(
            words(
                of(deployment("1", Map.of()), service("a")),
                of(
                    new ConfigMapBuilder().withNewMetadata().withName("x").endMetadata().build(),
                    deployment("2", Map.of("A", "1", "B", "2")),
                    service("b"))))
        .isEqualTo(
            "ConfigMap x added, containers[shop].env added, containers[shop].image changed in"
                + " Deployment shop and 1 more");
  }

  private static String words(Resources before, Resources after) {
    return ResourceChanges.between(before, after).words();
  }

  private static Resources of(HasMetadata... resources) {
    return new Resources(List.of(resources));
  }

  private static HasMetadata service(String label) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("shop")
        .addToLabels("tier", label)
        .endMetadata()
        .build();
  }

  private static HasMetadata deployment(String tag, Map<String, String> variables) {
    DeploymentBuilder deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("shop")
            .endMetadata()
            .withNewSpec()
            .withNewTemplate()
            .withNewSpec()
            .addNewContainer()
            .withName("shop")
            .withImage("shop:" + tag)
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec();
    variables.forEach(
        (name, value) ->
            deployment
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addNewEnv()
                .withName(name)
                .withValue(value)
                .endEnv()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
    return deployment.build();
  }
}
