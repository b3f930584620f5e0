package dev.innerloop.image.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class InspectedImageTest {

  @Test
  void whatTheUserSaysWins() {
    assertThat(
            image(List.of("/usr/bin/java"), List.of(), Map.of("JAVA_HOME", "/opt/java"))
                .java(Optional.of("/my/java")))
        .isEqualTo("/my/java");
  }

  @Test
  void javaHomeComesBeforeTheEntrypoint() {
    assertThat(java(List.of("/entrypoint.sh"), List.of(), Map.of("JAVA_HOME", "/opt/java/")))
        .isEqualTo("/opt/java/bin/java");
  }

  @Test
  void anEntrypointThatIsJavaIsJava() {
    assertThat(java(List.of("/usr/bin/java", "-jar"), List.of(), Map.of()))
        .isEqualTo("/usr/bin/java");
    assertThat(java(List.of(), List.of("java", "-version"), Map.of())).isEqualTo("java");
  }

  @Test
  void aJavaThatIsOnlyAnArgumentOfAScriptIsNotTrusted() {
    assertNoJava(
        image(List.of("/entrypoint.sh"), List.of("java", "-jar", "app.jar"), Map.of()),
        "it starts /entrypoint.sh, which is not Java itself, and has no JAVA_HOME");
  }

  @Test
  void aFolderOfThePathThatOnlyJavaHasIsJavas() {
    String path = "/usr/local/bin:/usr/lib/jvm/java-17-openjdk/bin:/bin";
    assertThat(java(List.of(), List.of("jshell"), Map.of("PATH", path)))
        .isEqualTo("/usr/lib/jvm/java-17-openjdk/bin/java");
  }

  @Test
  void refusesAnImageThatDoesNotTell() {
    assertNoJava(
        image(List.of(), List.of(), Map.of("PATH", "/usr/bin:/bin")),
        "it has neither an entrypoint nor JAVA_HOME");
    assertNoJava(
        image(List.of("/opt/javascript"), List.of(), Map.of()),
        "it starts /opt/javascript, which is not Java itself, and has no JAVA_HOME");
  }

  @Test
  void onlyANumberOtherThanZeroProvesThatItIsNotRoot() {
    assertThat(withUser("65532").runsAsNonRootNumber()).isTrue();
    assertThat(withUser("1000:0").runsAsNonRootNumber()).isTrue();
    assertThat(withUser("0").runsAsNonRootNumber()).isFalse();
    assertThat(withUser("00:1000").runsAsNonRootNumber()).isFalse();
    assertThat(withUser("nonroot").runsAsNonRootNumber()).isFalse();
    assertThat(image(List.of(), List.of(), Map.of()).runsAsNonRootNumber()).isFalse();
  }

  @Test
  void readsTheReleaseOfJavaFromItsVersion() {
    assertThat(release("jdk-17.0.9+9")).hasValue(17);
    assertThat(release("jdk8u392-b08")).hasValue(8);
    assertThat(release("1.8.0_392")).hasValue(8);
    assertThat(release("21")).hasValue(21);
    assertThat(release("latest")).isEmpty();
    assertThat(release("99999999999999999999")).isEmpty();
    assertThat(image(List.of(), List.of(), Map.of()).javaRelease()).isEmpty();
  }

  private static OptionalInt release(String version) {
    return image(List.of(), List.of(), Map.of("JAVA_VERSION", version)).javaRelease();
  }

  private static void assertNoJava(InspectedImage image, String why) {
    assertThatThrownBy(() -> image.java(Optional.empty()))
        .hasMessage("Cannot find Java in acme/base:1: " + why)
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo("Set its path, or use a base image with Java:\n-Ddev.java=/path/to/java");
  }

  @Test
  void aJavaThatIsOlderThanTheClassesIsRefused() {
    InspectedImage eleven = image(List.of(), List.of(), Map.of("JAVA_VERSION", "jdk-11.0.29+7"));

    assertThat(eleven.requireJava(11)).isSameAs(eleven);
    assertThatThrownBy(() -> eleven.requireJava(17))
        .isInstanceOf(Problem.class)
        .hasMessage("acme/base:1 has Java 11, but the app's classes require 17.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo("Use a suitable base image: -Ddev.baseImage=eclipse-temurin:17-jre");
  }

  @Test
  void aJavaOfUnknownVersionIsTried() {
    InspectedImage unknown = image(List.of(), List.of(), Map.of());

    assertThat(unknown.requireJava(25)).isSameAs(unknown);
  }

  private static String java(
      List<String> entrypoint, List<String> command, Map<String, String> environment) {
    return image(entrypoint, command, environment).java(Optional.empty());
  }

  private static InspectedImage withUser(String user) {
    return new InspectedImage(
        "acme/base:1", "sha256:0", "amd64", List.of(), List.of(), Map.of(), Optional.of(user));
  }

  private static InspectedImage image(
      List<String> entrypoint, List<String> command, Map<String, String> environment) {
    return new InspectedImage(
        "acme/base:1", "sha256:0", "amd64", entrypoint, command, environment, Optional.empty());
  }
}
