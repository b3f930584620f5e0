package dev.innerloop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final int MOST_WORDS = 1200;
  private static final Pattern PROPERTY = Pattern.compile("(?m)^\\| `dev\\.(\\w+)` \\|");

  private final String readme;

  ReadmeTest() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  /** What more there is to say belongs to the site. */
  @Test
  void isShort() {
    assertThat(readme.strip().split("\\s+")).hasSizeLessThanOrEqualTo(MOST_WORDS);
  }

  @Test
  void namesOnlyExistingGoalsAndParameters() {
    PluginDescriptor plugin = PluginDescriptor.ofThisBuild();
    List<String> goals = plugin.goals().stream().map(PluginDescriptor.Goal::name).toList();
    List<String> parameters =
        plugin.goals().stream()
            .flatMap(goal -> goal.parameters().stream())
            .map(PluginDescriptor.Parameter::name)
            .toList();
    assertThat(Pattern.compile("`dev:(\\w+)`").matcher(readme).results().map(it -> it.group(1)))
        .isNotEmpty()
        .allSatisfy(goal -> assertThat(goals).contains(goal));
    assertThat(PROPERTY.matcher(readme).results().map(it -> it.group(1)))
        .hasSize(10)
        .allSatisfy(parameter -> assertThat(parameters).contains(parameter));
  }
}
