package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every parameter of the compiler plugin is honored, has no effect, or leads to its own build. */
class CompilerParametersTest {

  /** They lead to the project's own build if they are configured. */
  private static final Set<String> LEFT_TO_THE_BUILD =
      Set.of(
          "compileSourceRoots",
          "compilerId",
          "compilerVersion",
          "executable",
          "failOnError",
          "jdkToolchain",
          "multiReleaseOutput",
          "outputDirectory",
          "skipMain");

  /** They cannot be configured. */
  private static final Set<String> READ_ONLY =
      Set.of(
          "basedir",
          "buildDirectory",
          "classpathElements",
          "compilePath",
          "mavenSession",
          "project",
          "projectArtifact",
          "session");

  static final List<String> VERSIONS = CompilerPlugin.VERSIONS;

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void noneIsMissing(String version) {
    assertThat(new CompilerPlugin(version).parameters())
        .allSatisfy(
            parameter ->
                assertThat(
                        List.of(
                            CompilerParameters.HONORED.contains(parameter),
                            CompilerParameters.WITHOUT_EFFECT.contains(parameter),
                            LEFT_TO_THE_BUILD.contains(parameter),
                            READ_ONLY.contains(parameter)))
                    .as(parameter)
                    .containsOnlyOnce(true));
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void theDefaultsAreSupported(String version) {
    assertThat(unsupported(version, "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<failOnError>true</failOnError>",
        "<skipMain>false</skipMain>",
        "<compilerId>javac</compilerId>",
        "<outputDirectory>${project.build.outputDirectory}</outputDirectory>",
        "<maxmem>1g</maxmem><fork>true</fork>",
        "<unknown>a parameter that the plugin does not have either</unknown>"
      })
  void theSameValueAsTheDefaultIsSupported(String configuration) {
    assertThat(unsupported("3.14.1", configuration)).isEmpty();
  }

  @Test
  void whatIsNotKnownToBeTheSameIsLeftToThePlugin() {
    assertThat(
            unsupported(
                "3.14.1",
                "<failOnError>false</failOnError><skipMain>true</skipMain>"
                    + "<multiReleaseOutput>true</multiReleaseOutput>"
                    + "<jdkToolchain><version>21</version></jdkToolchain>"
                    + "<outputDirectory>target/other</outputDirectory>"))
        .containsExactly(
            "failOnError", "jdkToolchain", "multiReleaseOutput", "outputDirectory", "skipMain");
  }

  private static Set<String> unsupported(String version, String configuration) {
    return CompilerParameters.unsupported(new CompilerPlugin(version).configured(configuration));
  }
}
