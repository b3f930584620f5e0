package dev.innerloop.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.image.layout.AppImage;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.ContainerSettings.Probes;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.TestRequest;
import dev.innerloop.wire.ClassPathLayout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DevLaunchTest {

  private static final Probes NONE = WorkloadSettings.NONE.container().probes();

  @Test
  void tellsFrameworksAnotherPortInTheirOwnWords() {
    assertThat(DevLaunch.at(request(Framework.SPRING_BOOT, NONE), 9000).jvmOptions())
        .contains("-Dserver.port=9000");
    assertThat(DevLaunch.at(request(Framework.MICRONAUT, NONE), 9000).jvmOptions())
        .contains("-Dmicronaut.server.port=9000")
        .contains("-Dmicronaut.netty.event-loops.default.shutdown-quiet-period=0s");
    assertThat(DevLaunch.at(request(Framework.HELIDON, NONE), 9000).jvmOptions())
        .contains("-Dserver.port=9000");
    assertThat(DevLaunch.at(request(Framework.QUARKUS, NONE), 9000).jvmOptions())
        .contains("-Dquarkus.http.port=9000");
    assertThat(DevLaunch.at(request(Framework.JOOBY, NONE), 9000).jvmOptions())
        .contains("-Dserver.port=9000");
    assertThat(DevLaunch.at(request(Framework.KTOR, NONE), 9000).jvmOptions())
        .contains("-Dktor.deployment.port=9000");
    assertThat(DevLaunch.at(request(Framework.NONE, NONE), 9000).jvmOptions())
        .noneMatch(option -> option.endsWith("=9000"));
  }

  @Test
  void startsFastAndLetsGoOfFormerRuns() {
    assertThat(DevLaunch.of(request(Framework.NONE, NONE)).jvmOptions())
        .containsExactly(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:SoftRefLRUPolicyMSPerMB=1",
            AppImage.HEAP);
  }

  @Test
  void takesTheHeapOfThisMachineAsTheJvmDoes() {
    assertThat(DevLaunch.at(request(Framework.NONE, NONE), 9000).jvmOptions())
        .doesNotContain(AppImage.HEAP);
  }

  @Test
  void readsTemplatesOfSpringAtEachUseAndEndsItAtOnce() {
    assertThat(DevLaunch.of(request(Framework.SPRING_BOOT, NONE)).jvmOptions())
        .contains("-Dspring.thymeleaf.cache=false", "-Dspring.web.resources.cache.period=0")
        .contains("-Dserver.shutdown=immediate");
  }

  @Test
  void onlyFrameworksThatStopWithoutTheirJvmAreLoadedInLayers() {
    assertThat(DevLaunch.of(request(Framework.SPRING_BOOT, NONE)).layout())
        .isEqualTo(ClassPathLayout.LAYERED);
    assertThat(DevLaunch.of(request(Framework.MICRONAUT, NONE)).layout())
        .isEqualTo(ClassPathLayout.LAYERED);
    assertThat(DevLaunch.of(request(Framework.HELIDON, NONE)).layout())
        .isEqualTo(ClassPathLayout.ONE);
    assertThat(DevLaunch.of(request(Framework.NONE, NONE)).layout()).isEqualTo(ClassPathLayout.ONE);
  }

  @Test
  void takesTheUsersOptionsLastSoThatTheyWin() {
    assertThat(DevLaunch.of(request("-Xss512k", "-XX:MaxRAMPercentage=50")).jvmOptions())
        .endsWith(AppImage.HEAP, "-Xss512k", "-XX:MaxRAMPercentage=50");
  }

  @Test
  void leavesTheCollectorToTheUser() {
    assertThat(DevLaunch.of(request("-XX:+UseZGC")).jvmOptions())
        .contains("-XX:+UseZGC")
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void waitsForTheAppsOwnPathUnlessTheUserSaysAnother() {
    assertThat(DevLaunch.of(request(Framework.NONE, NONE)).readinessPath()).isEqualTo("/ready");
    assertThat(readinessPath(Optional.empty())).isEqualTo("/up");
    assertThat(readinessPath(Optional.of(8080))).isEqualTo("/up");
  }

  @Test
  void asksNoPathOfAnotherPortThanItWaitsFor() {
    assertThat(readinessPath(Optional.of(9090))).isEqualTo("/ready");
  }

  private static String readinessPath(Optional<Integer> port) {
    Probes probes =
        new Probes(
            Optional.of("/up"), Optional.empty(), Optional.empty(), port, OptionalInt.empty());
    return DevLaunch.of(request(Framework.NONE, probes)).readinessPath();
  }

  private static AppRequest request(String... jvmOptions) {
    return TestRequest.of(app(Framework.NONE)).jvmOptions(List.of(jvmOptions)).build();
  }

  private static AppRequest request(Framework framework, Probes probes) {
    ContainerSettings none = WorkloadSettings.NONE.container();
    return TestRequest.of(app(framework))
        .container(
            new ContainerSettings(
                none.resources(), none.environment(), none.sources(), none.ports(), probes))
        .build();
  }

  private static App app(Framework framework) {
    return new App(
        "shop",
        new Coordinates("com.example", "shop", "1.0"),
        "",
        "com.example.Main",
        List.of(),
        List.of(),
        17,
        framework,
        8080,
        Optional.of("/ready"));
  }
}
