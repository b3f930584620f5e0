package dev.innerloop.mojo.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.problem.Problem;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the descriptor of this build. */
class GivenParametersTest {

  private GivenParameters given;

  @BeforeEach
  void readDescriptor() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/META-INF/maven/plugin.xml")) {
      given =
          new GivenParameters(
              new PluginDescriptorBuilder()
                  .build(new InputStreamReader(Objects.requireNonNull(in), UTF_8)));
    }
  }

  @Test
  void aMisspeltPropertyIsRefusedWithTheClosestName() {
    List<Problem> problems = given.unknownProperties(properties("dev.namspace", "shop"), none());

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem)
                  .hasMessage(
                      "There is no property dev.namspace, so it would have no effect."
                          + " Do you mean dev.namespace?");
              assertThat(problem.remedy())
                  .isEqualTo(
                      "Use -Ddev.namespace=shop. If the property belongs to your project, define it"
                          + " in <properties> of its POM.");
            });
  }

  @Test
  void aPropertyLikeNoneOfOursIsRefusedToo() {
    List<Problem> problems = given.unknownProperties(properties("dev.xyzzy", "1"), none());

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem)
                  .hasMessage("There is no property dev.xyzzy, so it would have no effect.");
              assertThat(problem.remedy())
                  .startsWith(
                      "All parameters: mvn help:describe -Dplugin=dev.innerloop:dev-maven-plugin");
            });
  }

  @Test
  void everyOneIsReported() {
    assertThat(given.unknownProperties(properties("dev.Port", "1", "dev.basImage", "a"), none()))
        .map(Problem::getMessage)
        .containsExactly(
            "There is no property dev.Port, so it would have no effect. Do you mean dev.port?",
            "There is no property dev.basImage, so it would have no effect. Do you mean"
                + " dev.baseImage?");
  }

  @Test
  void aPropertyOfAnotherGoalIsNone() {
    assertThat(given.unknownProperties(properties("dev.debugPort", "5005", "env", "x"), none()))
        .isEmpty();
  }

  @Test
  void aPropertyOfTheProjectMayBeOverridden() {
    Properties ofProject = properties("dev.db.url", "jdbc:h2:mem:a");

    assertThat(given.unknownProperties(properties("dev.db.url", "jdbc:h2:mem:b"), ofProject))
        .isEmpty();
    assertThat(given.warnings(none(), ofProject)).isEmpty();
  }

  @Test
  void aPropertyOfTheProjectThatIsNamedAlmostLikeAParameterIsAWarning() {
    assertThat(given.warnings(none(), properties("dev.namspace", "shop")))
        .containsExactly(
            "The property dev.namspace of the POM has no effect on dev-maven-plugin. Do you mean"
                + " dev.namespace?");
  }

  @Test
  void aMissingPrefixIsAWarningUnlessTheProjectHasTheProperty() {
    assertThat(given.warnings(properties("namespace", "shop"), none()))
        .containsExactly(
            "-Dnamespace has no effect on dev-maven-plugin. Do you mean -Ddev.namespace?");
    assertThat(given.warnings(properties("port", "1"), properties("port", "2"))).isEmpty();
  }

  @Test
  void anUnknownElementOfThePomIsRefused() {
    assertThat(given.unknownElements(Set.of("namspace", "resources", "port")))
        .map(Problem::getMessage)
        .containsExactly(
            "The POM configures <namspace> of dev-maven-plugin, which has no such parameter."
                + " Do you mean <namespace>?");
  }

  private static Properties none() {
    return new Properties();
  }

  private static Properties properties(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }
}
