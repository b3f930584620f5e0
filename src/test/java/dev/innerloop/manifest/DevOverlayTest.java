package dev.innerloop.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.SupervisorSettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void startsTheSupervisorWithoutTheJvmOptionsOfTheApp() {
    Resources release =
        release(
            it ->
                it.addNewEnv()
                    .withName("JAVA_TOOL_OPTIONS")
                    .withValue("-XX:+UseG1GC")
                    .endEnv()
                    .addNewEnv()
                    .withName("SHOWN")
                    .withValue("[$(JAVA_TOOL_OPTIONS)]")
                    .endEnv()
                    .addNewEnv()
                    .withName("_JAVA_OPTIONS")
                    .withNewValueFrom()
                    .withNewSecretKeyRef("jvm", "options", false)
                    .endValueFrom()
                    .endEnv());

    assertThat(environment(overlay(release, Map.of())))
        .containsExactly(
            "DEV_APP_JAVA_TOOL_OPTIONS=-XX:+UseG1GC",
            "SHOWN=[$(DEV_APP_JAVA_TOOL_OPTIONS)]",
            "DEV_APP__JAVA_OPTIONS from options");
  }

  @Test
  void aChangedJvmOptionDoesNotReplacePods() {
    Resources release =
        release(it -> it.addNewEnv().withName("JAVA_TOOL_OPTIONS").withValue("-Da=b").endEnv());

    assertThat(environment(overlay(release, Map.of())))
        .containsExactly("DEV_APP_JAVA_TOOL_OPTIONS from shop-dev[env.JAVA_TOOL_OPTIONS]");
  }

  @Test
  void passesOnTheJvmOptionsThatAConfigMapHasOrMayHave() {
    HasMetadata config = configMap("settings", Map.of("JDK_JAVA_OPTIONS", "-Da=b"));
    Resources release = release(DevOverlayTest::fromSettings);

    assertThat(environment(overlay(new Resources(List.of(config)).and(release), Map.of())))
        .containsExactly("DEV_APP_JDK_JAVA_OPTIONS=$(JDK_JAVA_OPTIONS)", "JDK_JAVA_OPTIONS=");
    assertThat(environment(overlay(release, Map.of())))
        .containsExactly(
            "DEV_APP_JAVA_TOOL_OPTIONS=$(JAVA_TOOL_OPTIONS)",
            "DEV_APP_JDK_JAVA_OPTIONS=$(JDK_JAVA_OPTIONS)",
            "DEV_APP__JAVA_OPTIONS=$(_JAVA_OPTIONS)",
            "JAVA_TOOL_OPTIONS=",
            "JDK_JAVA_OPTIONS=",
            "_JAVA_OPTIONS=");
  }

  @Test
  void passesOnTheJvmOptionsOfTheImageUnlessThePomHasOthers() {
    Map<String, String> image = Map.of("JAVA_TOOL_OPTIONS", "-Dof=image$(NOTHING)");

    assertThat(environment(overlay(release(UnaryOperator.identity()), image)))
        .containsExactly("DEV_APP_JAVA_TOOL_OPTIONS=-Dof=image$$(NOTHING)", "JAVA_TOOL_OPTIONS=");
    assertThat(
            environment(
                overlay(
                    release(
                        it ->
                            it.addNewEnv()
                                .withName("JAVA_TOOL_OPTIONS")
                                .withValue("-Dof=pom")
                                .endEnv()),
                    image)))
        .containsExactly(
            "DEV_APP_JAVA_TOOL_OPTIONS from shop-dev[env.JAVA_TOOL_OPTIONS]", "JAVA_TOOL_OPTIONS=");
  }

  @Test
  void keepsTheReleaseFormOfItsOwnDeploymentWhateverElseHasItsName() {
    Resources release = release(UnaryOperator.identity());
    Resources dev =
        overlay(new Resources(List.of(configMap("shop", Map.of()))).and(release), UTF_8);

    assertThat(((ConfigMap) dev.all().get(0)).getData().get(DevOverlay.SHIPPED))
        .isEqualTo(release.yaml().get("shop-deployment.yml"));
  }

  @Test
  void leavesASidecarAloneThatHasTheNameOfTheApp() {
    Deployment app = release(UnaryOperator.identity()).deployment().orElseThrow();
    Resources release =
        new Resources(
            List.of(
                new DeploymentBuilder(app)
                    .editSpec()
                    .editTemplate()
                    .editMetadata()
                    .addToAnnotations(AppContainer.ANNOTATION, "main")
                    .endMetadata()
                    .editSpec()
                    .editFirstContainer()
                    .withName("main")
                    .endContainer()
                    .addToContainers(
                        0, new ContainerBuilder().withName("shop").withImage("envoy:1").build())
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build()));

    assertThat(
            overlay(release, UTF_8)
                .deployment()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers())
        .extracting(it -> it.getName() + " " + it.getCommand().contains("-jar"))
        .containsExactly("shop false", "main true");
  }

  /** Nothing of the pods differs but its jar, which is in a ConfigMap. */
  @Test
  void replacesThePodsOfAnOlderSupervisor() throws IOException {
    Resources release = release(UnaryOperator.identity());
    byte[] older = Files.readAllBytes(Path.of("src/test/resources/supervisors/version-5.jar"));

    assertThat(template(overlay(release, UTF_8, older)))
        .isNotEqualTo(template(overlay(release, UTF_8, SupervisorSettings.supervisorJar())))
        .isEqualTo(template(overlay(release, UTF_8, older)));
  }

  private static PodTemplateSpec template(Resources dev) {
    return dev.deployment().orElseThrow().getSpec().getTemplate();
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

  private static List<String> environment(Resources dev) {
    return container(dev).getEnv().stream()
        .filter(it -> !it.getName().equals("PORT"))
        .map(DevOverlayTest::text)
        .toList();
  }

  private static String text(EnvVar variable) {
    EnvVarSource source = variable.getValueFrom();
    if (source == null) {
      return variable.getName() + "=" + variable.getValue();
    }
    return variable.getName()
        + " from "
        + (source.getSecretKeyRef() != null
            ? source.getSecretKeyRef().getName()
            : source.getConfigMapKeyRef().getName()
                + "["
                + source.getConfigMapKeyRef().getKey()
                + "]");
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
    return overlay(release, environment, new byte[] {1});
  }

  private static Resources overlay(
      Resources release, Map<String, String> environment, byte[] supervisorJar) {
    return DevOverlay.apply(
        release,
        new OverlaySettings(
            Delivery.IMAGE,
            "/usr/bin/java",
            supervisorJar,
            "a=b\n",
            SessionKey.of(new byte[SessionKey.BYTES]),
            environment,
            Optional.empty()));
  }

  private static Container container(Resources dev) {
    return dev.deployment().orElseThrow().getSpec().getTemplate().getSpec().getContainers().get(0);
  }
}
