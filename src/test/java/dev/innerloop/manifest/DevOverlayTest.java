package dev.innerloop.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.SupervisorSettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevOverlayTest {

  private static final Map<String, String> UTF_8 = Map.of("LANG", "C.UTF-8");

  @Test
  void runsTheSupervisorWithTheOptionsThatItsTestsUse() {
    List<String> expected = new ArrayList<>(List.of("/usr/bin/java"));
    expected.addAll(SupervisorSettings.JVM_OPTIONS);
    expected.addAll(
        List.of(
            "-jar",
            "/opt/dev-maven-plugin/supervisor/supervisor.jar",
            "/opt/dev-maven-plugin/supervisor/supervisor.properties"));

    assertThat(container(overlay(release(UnaryOperator.identity()), UTF_8)).getCommand())
        .isEqualTo(expected);
  }

  @Test
  void setsTheLocaleThatTheImageLacks() {
    assertThat(locale(release(UnaryOperator.identity()))).containsExactly("LANG=C.UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LANG", "LC_ALL", "LC_CTYPE"})
  void leavesTheLocaleToThePom(String variable) {
    Resources release =
        release(it -> it.addNewEnv().withName(variable).withValue("de_DE.UTF-8").endEnv());

    // Its value comes from our ConfigMap, as that of every literal does.
    assertThat(locale(release)).containsExactly(variable + "=null");
  }

  @Test
  void leavesTheLocaleToAConfigMapOfTheProject() {
    HasMetadata config = configMap("settings", Map.of("LC_ALL", "de_DE.UTF-8"));
    Resources release = new Resources(List.of(config)).and(release(DevOverlayTest::fromSettings));

    assertThat(locale(release)).isEmpty();
  }

  @Test
  void leavesTheLocaleToAConfigMapWhoseEntriesAreNotKnown() {
    assertThat(locale(release(DevOverlayTest::fromSettings))).isEmpty();
  }

  @Test
  void keepsTheReleaseFormOfItsOwnDeploymentWhateverElseHasItsName() {
    Resources release = release(UnaryOperator.identity());
    Resources dev =
        overlay(new Resources(List.of(configMap("shop", Map.of()))).and(release), UTF_8);

    assertThat(((ConfigMap) dev.all().get(0)).getData().get(DevOverlay.SHIPPED))
        .isEqualTo(release.yaml().get("shop-deployment.yml"));
  }

  private static ContainerBuilder fromSettings(ContainerBuilder container) {
    return container.addNewEnvFrom().withNewConfigMapRef("settings", false).endEnvFrom();
  }

  private static HasMetadata configMap(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withData(data)
        .build();
  }

  private static List<String> locale(Resources release) {
    return container(overlay(release, UTF_8)).getEnv().stream()
        .filter(it -> it.getName().startsWith("L"))
        .map(it -> it.getName() + "=" + it.getValue())
        .toList();
  }

  private static Resources release(UnaryOperator<ContainerBuilder> change) {
    Resources plain =
        Manifests.generate(
            new ManifestRequest(
                Apps.app("shop", 8080, Optional.empty()),
                new ManifestRequest.Image("image:1", false),
                OptionalInt.empty(),
                false));
    return new Resources(
        plain.all().stream()
            .map(it -> it instanceof Deployment deployment ? changed(deployment, change) : it)
            .toList());
  }

  private static HasMetadata changed(
      Deployment deployment, UnaryOperator<ContainerBuilder> change) {
    Container container = deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    return new DeploymentBuilder(deployment)
        .editSpec()
        .editTemplate()
        .editSpec()
        .withContainers(change.apply(new ContainerBuilder(container)).build())
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Resources overlay(Resources release, Map<String, String> environment) {
    return DevOverlay.apply(
        release,
        new OverlaySettings(
            Delivery.IMAGE,
            "/usr/bin/java",
            new byte[] {1},
            "a=b\n",
            SessionKey.of(new byte[SessionKey.BYTES]),
            environment,
            Optional.empty()));
  }

  private static Container container(Resources dev) {
    return dev.deployment().orElseThrow().getSpec().getTemplate().getSpec().getContainers().get(0);
  }
}
