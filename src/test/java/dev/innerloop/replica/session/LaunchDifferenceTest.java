package dev.innerloop.replica.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchDifferenceTest {

  private static final Launch LAUNCH =
      launch("classes", "lib/commons-lang3-3.12.0.jar", "lib/guava-31.1-jre.jar");

  @Test
  void namesADependencyWithBothVersions() {
    assertThat(words("classes", "lib/commons-lang3-3.14.0.jar", "lib/guava-31.1-jre.jar"))
        .isEqualTo("dependency commons-lang3 3.12.0 → 3.14.0");
  }

  @Test
  void namesWhatCameAndWhatWent() {
    assertThat(
            words(
                "classes",
                "lib/commons-lang3-3.12.0.jar",
                "lib/gson-2.11.0.jar",
                "lib/nameless.jar"))
        .isEqualTo("dependencies gson 2.11.0 added, nameless.jar added, guava removed");
  }

  @Test
  void namesNoMoreThanThree() {
    List<String> many = new ArrayList<>(LAUNCH.classPath());
    List.of("a", "b", "c", "d", "e").forEach(name -> many.add("lib/" + name + "-1.jar"));
    assertThat(words(many.toArray(String[]::new)))
        .isEqualTo("dependencies a 1 added, b 1 added, c 1 added and 2 more");
  }

  @Test
  void seesThatOnlyTheOrderDiffers() {
    assertThat(words("classes", "lib/guava-31.1-jre.jar", "lib/commons-lang3-3.12.0.jar"))
        .isEqualTo("order of the class path changed");
  }

  @Test
  void saysThatDebuggingBeginsAndEnds() {
    Launch debugged =
        launch(
            "Main",
            8080,
            List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005"),
            LAUNCH.classPath());
    assertThat(new LaunchDifference(LAUNCH, debugged).description()).isEqualTo("debugging begins");
    assertThat(new LaunchDifference(debugged, LAUNCH).description()).isEqualTo("debugging ends");
  }

  @Test
  void namesMainClassPortAndOptions() {
    assertThat(
            new LaunchDifference(LAUNCH, launch("Other", 9090, List.of(), LAUNCH.classPath()))
                .description())
        .isEqualTo("main class Main → Other, port 8080 → 9090");
    assertThat(
            new LaunchDifference(
                    LAUNCH, launch("Main", 8080, List.of("-Xmx1g"), LAUNCH.classPath()))
                .description())
        .isEqualTo("launch options changed");
  }

  @Test
  void namesTheLoadersOfTheApp() {
    Launch layered = LAUNCH.withLayout(ClassPathLayout.LAYERED);
    assertThat(new LaunchDifference(layered, LAUNCH).description())
        .isEqualTo("one class loader for the app and its libraries");
    assertThat(new LaunchDifference(LAUNCH, layered).description())
        .isEqualTo("a class loader for the app alone");
  }

  @Test
  void namesVariablesWithoutTheirValues() {
    assertThat(words(Map.of("A", "1", "PASSWORD", "old"), Map.of("A", "1", "PASSWORD", "new")))
        .isEqualTo("environment variable PASSWORD changed");
    assertThat(words(Map.of("A", "1", "B", "2"), Map.of("A", "1", "C", "3", "D", "4", "E", "5")))
        .isEqualTo("environment variables B, C, D and 1 more changed");
    assertThat(words(Map.of(), Map.of("A", "1"))).isEqualTo("environment as the project has it");
  }

  private static String words(Map<String, String> before, Map<String, String> after) {
    return new LaunchDifference(
            launch("Main", 8080, List.of(), List.of("classes"), before),
            launch("Main", 8080, List.of(), List.of("classes"), after))
        .description();
  }

  private static String words(String... classPath) {
    return new LaunchDifference(LAUNCH, launch(classPath)).description();
  }

  private static Launch launch(String... classPath) {
    return launch("Main", 8080, List.of(), List.of(classPath));
  }

  private static Launch launch(
      String main, int port, List<String> options, List<String> classPath) {
    return launch(main, port, options, classPath, Map.of());
  }

  private static Launch launch(
      String main,
      int port,
      List<String> options,
      List<String> classPath,
      Map<String, String> environment) {
    return Launch.of(main, classPath)
        .withJvmOptions(options)
        .withEnvironment(AppEnvironment.of(environment))
        .withPort(port);
  }
}
