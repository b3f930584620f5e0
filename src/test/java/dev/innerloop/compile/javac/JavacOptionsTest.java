package dev.innerloop.compile.javac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.Module.CompilerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavacOptionsTest {

  private static final String OWN = String.valueOf(Runtime.version().feature());

  @Test
  void theReleaseOfTheRunningJavaIsItsDefault() {
    assertThat(forJavac("-g", "--release", OWN)).containsExactly("-g", "-implicit:none");
    assertThat(forJavac("--release", "8")).containsExactly("--release", "8", "-implicit:none");
  }

  @Test
  void previewFeaturesNeedItNamed() {
    assertThat(forJavac("--enable-preview", "--release", OWN))
        .containsExactly("--enable-preview", "--release", OWN, "-implicit:none");
  }

  @Test
  void wordsAreFoundInSourcesWhoseEncodingIsAnExtensionOfAscii() {
    assertThat(areLikeAscii("-g")).isTrue();
    assertThat(areLikeAscii("-encoding", "windows-1252")).isTrue();
    assertThat(areLikeAscii("-encoding", "UTF-8", "-encoding", "UTF-16")).isFalse();
    assertThat(areLikeAscii("-encoding", "IBM037")).as("EBCDIC").isFalse();
    assertThat(areLikeAscii("-encoding", "none such")).isFalse();
  }

  private static boolean areLikeAscii(String... options) {
    return new JavacOptions(new CompilerSettings(List.of(options), List.of(), null))
        .areSourcesLikeAscii();
  }

  private static List<String> forJavac(String... options) {
    return new JavacOptions(new CompilerSettings(List.of(options), List.of(), null)).forJavac();
  }
}
