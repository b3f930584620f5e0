package dev.innerloop.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classes/Main.class",
        "classes/a:b.json",
        "classes/a\\b",
        "classes/..hidden",
        "classes/Größe.class",
        "classes/line\nend",
        "lib/.dev/x",
        ".devs/x"
      })
  void whatLinuxAllowsInNamesIsValid(String path) {
    assertThat(WorkspacePath.of(path)).hasToString(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/tmp/x", "../x", "a/../../x", "a/./x", "a//b", "a/", ".dev", ".DEV/x"})
  void whatIsNotNormalizedOrLeadsElsewhereIsNot(String path) {
    assertThatThrownBy(() -> WorkspacePath.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a path inside the workspace: \"" + path + "\"");
  }

  @Test
  void neitherIsAPathWithNul() {
    assertThatThrownBy(() -> WorkspacePath.of("a\0b"))
        .hasMessage("a path must not contain the character NUL: \"a\\0b\"");
  }

  @Test
  void norOneThatIsTooLong() {
    assertThat(WorkspacePath.of("x".repeat(1024))).hasToString("x".repeat(1024));
    assertThatThrownBy(() -> WorkspacePath.of("x".repeat(1025)))
        .hasMessage(
            "a path of 1025 characters is too long, at most 1024 are allowed: \""
                + "x".repeat(100)
                + "...\"");
  }

  @Test
  void pathsAreOrderedByTheirBytesInUtf8() {
    assertThat(
            new TreeSet<>(
                Stream.of("b", "a/x", "a.x", "a", "\ud83d\ude00", "\uffee", "ä")
                    .map(WorkspacePath::of)
                    .toList()))
        .extracting(WorkspacePath::toString)
        .containsExactly("a", "a.x", "a/x", "b", "ä", "\uffee", "\ud83d\ude00");
  }

  @Test
  void isMadeOfWhatItStandsFor() {
    assertThat(WorkspacePath.classes("shop/Order.class")).hasToString("classes/shop/Order.class");
    assertThat(WorkspacePath.module("model")).hasToString("modules/model");
    assertThat(WorkspacePath.module("model", "a/B.class")).hasToString("modules/model/a/B.class");
    assertThat(WorkspacePath.library("gson-2.11.0.jar")).hasToString("lib/gson-2.11.0.jar");
  }

  @Test
  void knowsItsPlaceInAnOutputDirectory() {
    assertThat(WorkspacePath.classes("shop/Order.class").inOutput()).isEqualTo("shop/Order.class");
    assertThat(WorkspacePath.module("model", "a/B.class").inOutput()).isEqualTo("a/B.class");
    assertThat(WorkspacePath.CLASSES.inOutput()).as("the directory itself").isEmpty();
    assertThat(WorkspacePath.module("model").inOutput()).as("the directory itself").isEmpty();
    assertThat(WorkspacePath.library("a.jar").inOutput()).isEmpty();
  }

  @Test
  void isAClassFileOnlyInAnOutputDirectory() {
    assertThat(WorkspacePath.classes("Order.class").isClassFile()).isTrue();
    assertThat(WorkspacePath.module("model", "a/B.class").isClassFile()).isTrue();
    assertThat(WorkspacePath.classes("page.html").isClassFile()).isFalse();
    assertThat(WorkspacePath.of("lib/Odd.class").isClassFile()).isFalse();
  }

  @Test
  void endsInItsName() {
    assertThat(WorkspacePath.library("a.jar").name()).isEqualTo("a.jar");
    assertThat(WorkspacePath.CLASSES.name()).isEqualTo("classes");
  }
}
