package dev.innerloop.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.plan.delivery.DeliveryChoice;
import dev.innerloop.plan.delivery.Destination;
import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageChecksTest {

  @Test
  void readsTheJavaVersionOfABaseImage() {
    assertThat(base(Map.of("JAVA_HOME", "/opt/java", "JAVA_VERSION", "17.0.9"), 17))
        .isEqualTo(CheckResult.ok("jre:17 with Java 17 (/opt/java/bin/java)"));
    assertThat(base(Map.of("JAVA_HOME", "/opt/java"), 21))
        .isEqualTo(CheckResult.ok("jre:17 (/opt/java/bin/java)"));
  }

  @Test
  void aJavaThatIsOlderThanTheAppsIsAProblem() {
    assertThat(base(Map.of("JAVA_HOME", "/opt/java", "JAVA_VERSION", "jdk-17.0.9+9"), 21))
        .isEqualTo(
            CheckResult.problem(
                "jre:17 has Java 17, but the app's classes require 21.",
                "Use a suitable base image: -Ddev.baseImage=eclipse-temurin:21-jre"));
  }

  @Test
  void anImageWithoutAJavaIsAProblem() {
    assertThatThrownBy(() -> base(Map.of(), 17))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("Cannot find Java in jre:17");
  }

  @Test
  void aDockerfileNamesItsOwnBase() {
    assertThat(new BaseImageCheck("shop", Optional::empty, it -> "", () -> 17).run())
        .isEqualTo(CheckResult.ok("set by the project's own Dockerfile"));
  }

  private static CheckResult base(Map<String, String> environment, int release) {
    InspectedImage image =
        new InspectedImage(
            "jre:17", "sha256:0", "amd64", List.of(), List.of(), environment, Optional.empty());
    return new BaseImageCheck(
            "shop", () -> Optional.of(image), it -> it.java(Optional.empty()), () -> release)
        .run();
  }

  @Test
  void nodesOfOtherPlatformsAreAProblem() {
    assertThat(platform("amd64")).isEqualTo(CheckResult.ok("linux/amd64"));
    assertThat(platform("arm64"))
        .isEqualTo(
            CheckResult.problem(
                "The image is built for linux/amd64, but nodes run linux/arm64.",
                "Build it for them: -Ddev.platforms=linux/arm64"));
    assertThat(platform("amd64", "arm64"))
        .isEqualTo(
            CheckResult.warning(
                "The image is built for linux/amd64, but nodes run linux/amd64, linux/arm64.",
                "Build it for them: -Ddev.platforms=linux/amd64,linux/arm64"));
    assertThat(platform()).isEqualTo(CheckResult.unchecked("you are not allowed to read nodes"));
    assertThat(new PlatformCheck("shop", () -> List.of("arm64"), List::of).run())
        .isEqualTo(CheckResult.ok("linux/arm64"));
  }

  private static CheckResult platform(String... nodes) {
    return new PlatformCheck("shop", () -> List.of(nodes), () -> List.of("amd64")).run();
  }

  @Test
  void aRegistryIsCheckedByAPush() {
    List<String> tried = new ArrayList<>();
    DeliveryChoice choice = choice(registry("push.example.com/team", "pull.example.com/team"));

    assertThat(new RegistryCheck("shop", () -> choice, it -> tried.add(it.push())).run())
        .isEqualTo(CheckResult.ok("push.example.com/team/shop accepts pushes"));
    assertThat(tried).containsExactly("push.example.com/team/shop");
  }

  @Test
  void withoutARegistryTheReasonIsReported() {
    DeliveryChoice direct =
        new DeliveryChoice(Delivery.DIRECT, Optional.empty(), "no registry is known");

    assertThat(
            new RegistryCheck(
                    "shop",
                    () -> direct,
                    it -> {
                      throw new AssertionError("pushed");
                    })
                .run())
        .isEqualTo(
            CheckResult.ok(
                "none required: the app is synced into its pods, because no registry is known"));
    assertThat(pull(Optional.empty(), false, false))
        .isEqualTo(CheckResult.ok("nodes pull only the base image"));
  }

  @Test
  void remoteNodesCannotPullFromLocalhost() {
    assertThat(pull(registry("localhost:5000", "localhost:5000"), false, false))
        .isEqualTo(
            CheckResult.problem(
                "For nodes, localhost:5000 is the node itself, not this machine.",
                "Set the registry's address for nodes: -Ddev.pullRegistry=HOST/PATH"));
    assertThat(pull(registry("localhost:5000", "localhost:5000"), true, false))
        .isEqualTo(CheckResult.ok("from localhost:5000/shop"));
  }

  @Test
  void nodesMayUseAnotherAddressOfTheRegistry() {
    assertThat(pull(registry("push.example.com", "pull.example.com"), false, false))
        .isEqualTo(CheckResult.ok("from pull.example.com/shop, which is push.example.com/shop"));
  }

  @Test
  void aRegistryWithoutTlsMustBeAllowedByTheNodes() {
    assertThat(pull(registry("push.example.com", "push.example.com"), false, true).state())
        .isEqualTo(CheckResult.State.WARNING);
  }

  private static CheckResult pull(
      Optional<Destination> destination, boolean local, boolean insecure) {
    return new PullCheck("shop", () -> destination, () -> local, () -> insecure).run();
  }

  private static DeliveryChoice choice(Optional<Destination> destination) {
    return new DeliveryChoice(Delivery.IMAGE, destination, "");
  }

  private static Optional<Destination> registry(String push, String pull) {
    return Optional.of(
        new Destination.Registry(
            ImageTarget.in(push, Optional.of(pull), "shop"), "images go there", Optional.empty()));
  }
}
