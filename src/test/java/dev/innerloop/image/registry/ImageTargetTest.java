package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageTargetTest {

  @Test
  void isTheSameRepositoryUnderTwoHosts() {
    assertThat(
            ImageTarget.in("localhost:5000/team/", Optional.of("registry.local/team"), "My.Shop"))
        .isEqualTo(
            new ImageTarget(
                "localhost:5000/team/my-shop", "registry.local/team/my-shop", Optional.empty()));
    assertThat(ImageTarget.named("localhost:5000/team/shop", Optional.of("registry.local:80")))
        .isEqualTo(
            new ImageTarget(
                "localhost:5000/team/shop", "registry.local:80/team/shop", Optional.empty()));
  }

  @Test
  void nodesPullFromWhereWePushUnlessToldOtherwise() {
    assertThat(ImageTarget.in("registry.example.com", Optional.empty(), "shop"))
        .isEqualTo(
            new ImageTarget(
                "registry.example.com/shop", "registry.example.com/shop", Optional.empty()));
  }

  @Test
  void keepsTheTagThatTheUserChose() {
    assertThat(ImageTarget.named("localhost:5000/shop:1.0", Optional.empty()))
        .isEqualTo(
            new ImageTarget("localhost:5000/shop", "localhost:5000/shop", Optional.of("1.0")));
    assertThat(ImageTarget.named("team/shop:latest", Optional.empty()).tag()).contains("latest");
    assertThat(ImageTarget.named("team/latest", Optional.empty()).tag()).isEmpty();
  }

  @Test
  void makesARepositoryNameOfAnyName() {
    assertThat(ImageTarget.repositoryName("My App (2)")).isEqualTo("my-app-2");
    assertThat(ImageTarget.repositoryName("-_-")).isEqualTo("app");
  }

  @Test
  void refusesWhatCannotNameAnImage() {
    assertProblem(
        () -> ImageTarget.in("https://registry.example.com", Optional.empty(), "shop"),
        "dev.registry is \"https://registry.example.com\", which is not a valid image reference",
        "Use a lower-case name such as registry.example.com/team/app:\n"
            + "-Ddev.registry=registry.example.com/team");
    assertProblem(
        () -> ImageTarget.in("localhost:5000", Optional.of("a b"), "shop"),
        "dev.pullRegistry is \"a b\", which is not a valid image reference",
        "Use a lower-case name such as registry.example.com/team/app:\n"
            + "-Ddev.pullRegistry=registry.example.com/team");
    assertProblem(
        () -> ImageTarget.named("Team/Shop", Optional.empty()),
        "dev.image is \"Team/Shop\", which is not a valid image reference",
        "Use a lower-case name such as registry.example.com/team/app:\n"
            + "-Ddev.image=registry.example.com/team/app");
    assertProblem(
        () -> ImageTarget.named("team/shop@sha256:" + "0".repeat(64), Optional.empty()),
        "dev.image is \"team/shop@sha256:"
            + "0".repeat(64)
            + "\", but the digest of an image is not known before it is built",
        "Remove the digest:\n-Ddev.image=team/shop");
  }

  private static void assertProblem(Runnable action, String what, String remedy) {
    assertThatThrownBy(action::run)
        .hasMessage(what)
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(remedy);
  }
}
