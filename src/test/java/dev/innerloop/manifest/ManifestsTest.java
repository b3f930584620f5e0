package dev.innerloop.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.SessionKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {

  private static final SessionKey KEY = SessionKey.of(new byte[SessionKey.BYTES]);

  @Test
  void writesTheResourcesThatOneWouldWriteByHand() throws IOException {
    Map<String, String> yaml =
        Manifests.generate(request("/actuator/health/readiness", false, false)).yaml();

    assertThat(yaml.keySet()).containsExactly("shop-service.yml", "shop-deployment.yml");
    assertThat(yaml.get("shop-service.yml")).isEqualTo(golden("shop-service.yml"));
    assertThat(yaml.get("shop-deployment.yml")).isEqualTo(golden("shop-deployment.yml"));
  }

  /** The attacker is another user of this machine. */
  @Test
  void onlyTheUserCanReadTheSecretsThatAreWritten(@TempDir Path folder) throws IOException {
    Resources secret =
        new Resources(
            List.of(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName("shop")
                    .endMetadata()
                    .addToStringData("password", "geheim")
                    .build()));
    Path file = Files.writeString(folder.resolve("shop-secret.yml"), "of an earlier version");

    assertThat(secret.writeTo(folder)).containsExactly(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().contains("geheim");
  }

  @Test
  void hasNoServiceWithoutAPort() {
    Resources resources =
        Manifests.generate(
            new ManifestRequest(
                Apps.app("job", 0, Optional.empty()),
                new ManifestRequest.Image("job:1", false),
                OptionalInt.of(3),
                false));

    assertThat(resources.all()).hasOnlyElementsOfType(Deployment.class);
    assertThat(resources.deployment().orElseThrow().getSpec().getReplicas()).isEqualTo(3);
    assertThat(container(resources).getReadinessProbe()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"false, false, ", "true, false, 65532", "false, true, ", "true, true, "})
  void namesAUserOnlyForARootImageOutsideOfOpenShift(boolean root, boolean openShift, Long user) {
    assertThat(podSpec(Manifests.generate(request("/ready", root, openShift))))
        .satisfies(
            pod -> {
              assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(user);
              assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "1.0+build, 1.0-build",
    "-_x_-, x",
    "ü, ''",
    "my app, my-app",
  })
  void makesAnyTextALabelValue(String text, String value) {
    assertThat(Labels.value(text)).isEqualTo(value);
  }

  @Test
  void cutsLongLabelValues() {
    assertThat(Labels.value("a".repeat(62) + "-b")).isEqualTo("a".repeat(62));
  }

  @Test
  void removesOnlyItsOwnStaleFiles(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("mine.yml"), "kind: ConfigMap\n");
    Manifests.generate(request("/ready", false, false)).writeTo(folder);
    new Resources(
            Manifests.generate(request("/ready", false, false)).all().stream()
                .filter(Deployment.class::isInstance)
                .toList())
        .writeTo(folder);

    assertThat(folder)
        .isDirectoryContaining("glob:**/shop-deployment.yml")
        .isDirectoryContaining("glob:**/mine.yml")
        .isDirectoryNotContaining("glob:**/shop-service.yml");
  }

  @Test
  void overlaysASupervisorThatNeedsNothingOfTheImageButJava() throws IOException {
    Resources dev = overlay("a=b\n", new byte[] {1});

    assertThat(dev.yaml().keySet())
        .containsExactly(
            "shop-dev-configmap.yml",
            "shop-dev-secret.yml",
            "shop-service.yml",
            "shop-deployment.yml");
    assertThat(dev.yaml().get("shop-deployment.yml")).isEqualTo(golden("shop-dev-deployment.yml"));
    ConfigMap configMap = (ConfigMap) dev.all().get(0);
    assertThat(configMap.getBinaryData()).containsEntry("supervisor.jar", "AQ==");
    assertThat(configMap.getData())
        .containsEntry("supervisor.properties", "a=b\n")
        .containsEntry(DevOverlay.SHIPPED, golden("shop-deployment.yml"));
  }

  @Test
  void replacesPodsOnlyWhenTheSupervisorHasChanged() {
    String before = overlay("a=b\n", new byte[] {1}).yaml().get("shop-deployment.yml");

    assertThat(overlay("a=b\n", new byte[] {1}).yaml().get("shop-deployment.yml"))
        .isEqualTo(before);
    assertThat(overlay("a=c\n", new byte[] {1}).yaml().get("shop-deployment.yml"))
        .isNotEqualTo(before);
    assertThat(overlay("a=b\n", new byte[] {2}).yaml().get("shop-deployment.yml"))
        .isNotEqualTo(before);
  }

  @Test
  void replacesNoPodsForAnotherNumberOfReplicas() {
    assertThat(podSpec(overlayOf(OptionalInt.of(2))))
        .isEqualTo(podSpec(overlayOf(OptionalInt.empty())));
    assertThat(podSpec(shipped(OptionalInt.of(2))).getTopologySpreadConstraints()).hasSize(1);
  }

  private static Resources overlayOf(OptionalInt replicas) {
    return DevOverlay.apply(shipped(replicas), settings("a=b\n", new byte[1]));
  }

  private static Resources shipped(OptionalInt replicas) {
    return Manifests.generate(
        new ManifestRequest(
            Apps.app("shop", 8080, Optional.empty()),
            new ManifestRequest.Image("image:1", false),
            replicas,
            false));
  }

  @Test
  void keepsTheVolumeThatTheAppHasForTmp() {
    Deployment plain =
        Manifests.generate(request("/ready", false, false)).deployment().orElseThrow();
    Deployment shipped =
        new DeploymentBuilder(plain)
            .editSpec()
            .editTemplate()
            .editSpec()
            .editFirstContainer()
            .addNewVolumeMount()
            .withName("scratch")
            .withMountPath("/tmp")
            .endVolumeMount()
            .endContainer()
            .addNewVolume()
            .withName("scratch")
            .withNewEmptyDir()
            .endEmptyDir()
            .endVolume()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();

    Resources dev =
        DevOverlay.apply(new Resources(List.of(shipped)), settings("a=b\n", new byte[1]));

    assertThat(container(dev).getVolumeMounts())
        .filteredOn(mount -> mount.getMountPath().equals("/tmp"))
        .extracting(mount -> mount.getName())
        .containsExactly("scratch");
    assertThat(podSpec(dev).getVolumes())
        .extracting(volume -> volume.getName())
        .doesNotContain("dev-tmp");
  }

  private static Resources overlay(String properties, byte[] jar) {
    return DevOverlay.apply(
        Manifests.generate(request("/actuator/health/readiness", false, false)),
        settings(properties, jar));
  }

  private static OverlaySettings settings(String properties, byte[] jar) {
    return new OverlaySettings(
        Delivery.IMAGE,
        "/usr/bin/java",
        jar,
        properties,
        KEY,
        Map.of("SPRING_THYMELEAF_CACHE", "false"),
        Optional.empty());
  }

  private static ManifestRequest request(String readiness, boolean root, boolean openShift) {
    return new ManifestRequest(
        Apps.app("shop", 8080, Optional.of(readiness)),
        new ManifestRequest.Image("localhost:5000/shop:dev-123", root),
        OptionalInt.empty(),
        openShift);
  }

  private static PodSpec podSpec(Resources resources) {
    return resources.deployment().orElseThrow().getSpec().getTemplate().getSpec();
  }

  private static io.fabric8.kubernetes.api.model.Container container(Resources resources) {
    return podSpec(resources).getContainers().get(0);
  }

  private static String golden(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/dev/innerloop/manifest", name));
  }
}
