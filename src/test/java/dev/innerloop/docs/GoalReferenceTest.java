package dev.innerloop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.mojo.ManifestsMojo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalReferenceTest {

  private static final Path PAGE = Path.of("src/site/markdown/goals.md");

  private final PluginDescriptor plugin = PluginDescriptor.ofThisBuild();
  private final List<ParameterParts> parts = parts();
  private final GoalReference reference =
      new GoalReference(plugin, parts, ParameterTypes.ofThisBuild());

  /** Of all that a goal is built on. */
  private static List<ParameterParts> parts() {
    List<ParameterParts> parts = new ArrayList<>();
    for (Class<?> mojo = ManifestsMojo.class; mojo != null; mojo = mojo.getSuperclass()) {
      parts.addAll(ParameterParts.of(mojo));
    }
    return parts;
  }

  @Test
  void describesTheGoalsAsTheyAre() throws IOException {
    String page = reference.markdown();
    if (Boolean.parseBoolean(System.getProperty("dev.docs.update"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("%s is stale: ./mvnw test -Dtest=GoalReferenceTest -Ddev.docs.update", PAGE)
        .hasContent(page);
  }

  @Test
  void everyGoalAndParameterIsDescribed() {
    assertThat(plugin.goals())
        .isNotEmpty()
        .allSatisfy(
            goal -> {
              assertThat(goal.description()).as(goal.name()).isNotEmpty();
              assertThat(goal.parameters())
                  .isNotEmpty()
                  .allSatisfy(it -> assertThat(it.description()).as(it.name()).isNotEmpty());
            });
  }

  @Test
  void everyParameterIsAPropertyOfTheSameNameWithOurPrefix() {
    List<PluginDescriptor.Goal> ours =
        plugin.goals().stream().filter(goal -> !goal.name().equals("help")).toList();
    assertThat(ours)
        .flatMap(PluginDescriptor.Goal::parameters)
        .allSatisfy(
            it -> assertThat(it.property()).isEqualTo(hasParts(it) ? "" : "dev." + it.name()));
  }

  /** No text could give it all: it is set in the POM. */
  private boolean hasParts(PluginDescriptor.Parameter parameter) {
    return parameter.type().matches("Map|Properties")
        || parts.stream().anyMatch(each -> each.parameter().equals(parameter.name()));
  }

  @Test
  void everyParameterBelongsToOneTopic() {
    assertThat(reference.parameters().keySet())
        .allSatisfy(it -> assertThat(GoalReference.topicsOf(it)).as(it).hasSize(1));
  }

  @Test
  void numbersAndDurationsAreShownAsSuch() {
    ParameterTypes types = ParameterTypes.ofThisBuild();
    assertThat(types.of("port", "String")).isEqualTo("number");
    assertThat(types.of("timeout", "String")).isEqualTo("duration");
    assertThat(types.of("delivery", "String")).isEqualTo("choice");
    assertThat(types.of("ports.number", "String")).isEqualTo("number");
    assertThat(types.of("disruptionBudget.minAvailable", "String"))
        .isEqualTo("number or percentage");
    assertThat(types.of("name", "String")).isEqualTo("text");
  }

  @Test
  void everyPartOfAParameterIsDescribed() {
    assertThat(parts)
        .extracting(ParameterParts::parameter)
        .contains("resources", "ports", "volumes", "config", "secret", "probes");
    assertThat(parts)
        .allSatisfy(
            parameter ->
                assertThat(parameter.parts())
                    .isNotEmpty()
                    .allSatisfy(
                        part ->
                            assertThat(part.description())
                                .as(parameter.parameter() + "." + part.name())
                                .isNotEmpty()));
  }
}
