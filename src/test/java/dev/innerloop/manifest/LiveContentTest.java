package dev.innerloop.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.PodSettings;
import dev.innerloop.manifest.settings.PodSettings.Content;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.replica.SessionKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What replaces pods when configuration changes. */
class LiveContentTest {

  private static final OverlaySettings OVERLAY =
      new OverlaySettings(
          Delivery.DIRECT,
          "java",
          new byte[0],
          "",
          SessionKey.of(new byte[SessionKey.BYTES]),
          Map.of(),
          Optional.empty());

  private final Resources before = shipped("blue", "one");

  @Test
  void changedFilesReplaceShippedPodsAndNoneInDevMode() {
    Resources after = shipped("blue", "two");

    assertThat(after.hasPodsOf(before)).isFalse();
    assertThat(dev(after).hasPodsOf(dev(before))).isTrue();
    assertThat(ResourceChanges.between(before, after).words())
        .isEqualTo("data[prices.txt] changed in ConfigMap shop-files");
  }

  @Test
  void changedVariablesReplaceShippedPodsAndAreGivenToTheAppInDevMode() {
    Resources after = shipped("green", "one");

    assertThat(after.hasPodsOf(before)).isFalse();
    assertThat(dev(after).hasPodsOf(dev(before))).isTrue();
    assertThat(environment(before)).containsEntry("TEAM", "blue").containsEntry("STAGE", "test");
    assertThat(environment(after)).containsEntry("TEAM", "green");
    assertThat(ResourceChanges.between(before, after).words())
        .isEqualTo("data.TEAM changed in ConfigMap shop-env");
  }

  @Test
  void variablesOfTheContainerItselfAreGivenToTheAppToo() {
    Resources after = with(before, env -> env.get(1).setValue("production"));

    assertThat(environment(after)).containsEntry("STAGE", "production");
    assertThat(dev(after).hasPodsOf(dev(before))).isTrue();
    assertThat(dev(after).all().get(0))
        .asInstanceOf(type(ConfigMap.class))
        .satisfies(it -> assertThat(it.getData()).containsEntry("env.STAGE", "production"));
    assertThat(dev(after).yaml().get("shop-deployment.yml")).doesNotContain("production");
  }

  @Test
  void aVariableThatComesOrGoesReplacesPods() {
    EnvVar more = new EnvVarBuilder().withName("COLOR").withValue("red").build();

    assertThat(dev(with(before, env -> env.add(more))).hasPodsOf(dev(before))).isFalse();
    assertThat(dev(with(before, List::clear)).hasPodsOf(dev(before))).isFalse();
    assertThat(dev(shipped(Map.of("TEAM", "blue", "COLOR", "red"), "one")).hasPodsOf(dev(before)))
        .isFalse();
  }

  /** Kubernetes makes it when the container starts. */
  @Test
  void aVariableThatOthersAreMadeOfReplacesPods() {
    EnvVar made = new EnvVarBuilder().withName("TITLE").withValue("the $(TEAM) team").build();
    Resources blue = with(before, env -> env.add(made));
    Resources green = with(shipped("green", "one"), env -> env.add(made));

    assertThat(environment(blue)).doesNotContainKeys("TEAM", "TITLE").containsKey("STAGE");
    assertThat(dev(green).hasPodsOf(dev(blue))).isFalse();
  }

  @Test
  void aVariableOfAnotherContainerReplacesPods() {
    Resources blue = withSidecar(before);
    Resources green = withSidecar(shipped("green", "one"));

    assertThat(dev(green).hasPodsOf(dev(blue))).isFalse();
  }

  /** It may have any of them, and nobody here knows its content. */
  @Test
  void whatComesBeforeSomethingUnknownIsLeftToKubernetes() {
    Resources blue = withUnknown(before);

    assertThat(environment(blue)).containsOnlyKeys("PORT", "STAGE");
    assertThat(dev(withUnknown(shipped("green", "one"))).hasPodsOf(dev(blue))).isFalse();
  }

  @Test
  void connectionsOfServicesAreGivenToTheApp() {
    EnvVar password =
        new EnvVarBuilder()
            .withName("DB_PASSWORD")
            .withNewValueFrom()
            .withNewSecretKeyRef("password", "shop-postgresql", null)
            .endValueFrom()
            .build();
    Resources connected = with(before, env -> env.add(password));

    assertThat(
            LiveVariables.environment(
                    connected, Map.of("shop-postgresql", Map.of("password", "s3cret")), Map.of())
                .variables())
        .containsEntry("DB_PASSWORD", "s3cret");
    assertThat(environment(connected)).doesNotContainKey("DB_PASSWORD");
    assertThat(dev(connected).toString()).doesNotContain("s3cret");
  }

  /** Such as the addresses of apps that the app does not use yet. */
  @Test
  void variablesOutsideOfTheResourcesNeverReplaceTheirs() {
    assertThat(
            LiveVariables.environment(
                    before, Map.of(), Map.of("STOCK_URL", "http://stock:8080", "TEAM", "red"))
                .variables())
        .containsEntry("STOCK_URL", "http://stock:8080")
        .containsEntry("TEAM", "blue");
    EnvVar unknown =
        new EnvVarBuilder()
            .withName("STOCK_URL")
            .withNewValueFrom()
            .withNewConfigMapKeyRef("url", "of-the-team", null)
            .endValueFrom()
            .build();
    assertThat(
            LiveVariables.environment(
                    with(before, env -> env.add(unknown)),
                    Map.of(),
                    Map.of("STOCK_URL", "http://stock:8080"))
                .variables())
        .doesNotContainKey("STOCK_URL");
  }

  private static Map<String, String> environment(Resources resources) {
    return LiveVariables.environment(resources, Map.of(), Map.of()).variables();
  }

  private static Resources withSidecar(Resources resources) {
    return changed(
        resources,
        pod ->
            pod.addNewContainer()
                .withName("side")
                .addNewEnv()
                .withName("TEAM")
                .withNewValueFrom()
                .withNewConfigMapKeyRef("TEAM", "shop-env", null)
                .endValueFrom()
                .endEnv()
                .endContainer());
  }

  private static Resources withUnknown(Resources resources) {
    return changed(
        resources,
        pod ->
            pod.editFirstContainer()
                .addNewEnvFrom()
                .withNewSecretRef("theirs", true)
                .endEnvFrom()
                .endContainer());
  }

  private static Resources with(Resources resources, Consumer<List<EnvVar>> change) {
    List<EnvVar> variables =
        new ArrayList<>(
            resources
                .deployment()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv());
    variables.replaceAll(it -> new EnvVarBuilder(it).build());
    change.accept(variables);
    return changed(resources, pod -> pod.editFirstContainer().withEnv(variables).endContainer());
  }

  private static Resources changed(Resources resources, Consumer<PodSpecBuilder> change) {
    return new Resources(
        resources.all().stream()
            .map(
                it -> {
                  if (!(it instanceof Deployment deployment)) {
                    return it;
                  }
                  PodSpecBuilder pod =
                      new PodSpecBuilder(deployment.getSpec().getTemplate().getSpec());
                  change.accept(pod);
                  return new DeploymentBuilder(deployment)
                      .editSpec()
                      .editTemplate()
                      .withSpec(pod.build())
                      .endTemplate()
                      .endSpec()
                      .build();
                })
            .map(HasMetadata.class::cast)
            .toList());
  }

  private static Resources dev(Resources shipped) {
    return DevOverlay.apply(shipped, OVERLAY);
  }

  private static Resources shipped(String team, String prices) {
    return shipped(Map.of("TEAM", team), prices);
  }

  private static Resources shipped(Map<String, String> variables, String prices) {
    WorkloadSettings none = WorkloadSettings.NONE;
    Content config =
        new Content(
            variables, Map.of("prices.txt", prices.getBytes(StandardCharsets.UTF_8)), "/config");
    return Manifests.generate(
        new ManifestRequest(
            Apps.app("shop", 8080, Optional.empty()),
            new ManifestRequest.Image("shop:1", false),
            OptionalInt.empty(),
            false,
            new WorkloadSettings(
                none.kind(),
                none.job(),
                none.labels(),
                none.annotations(),
                new ContainerSettings(
                    ContainerSettings.Resources.NONE,
                    Map.of("STAGE", "test"),
                    List.of(),
                    List.of(),
                    none.container().probes()),
                new PodSettings(List.of(), config, Content.none("/secrets"), Optional.empty()),
                none.network(),
                none.availability())));
  }
}
