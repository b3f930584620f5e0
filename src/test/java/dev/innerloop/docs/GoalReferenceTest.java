package dev.innerloop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalReferenceTest {

  private static final Path PAGE = Path.of("src/site/markdown/goals.md");

  private final PluginDescriptor plugin = PluginDescriptor.ofThisBuild();

  @Test
  void describesTheGoalsAsTheyAre() throws IOException {
    String page = new GoalReference(plugin).markdown();
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
        .allSatisfy(it -> assertThat(it.property()).isEqualTo("dev." + it.name()));
  }
}
