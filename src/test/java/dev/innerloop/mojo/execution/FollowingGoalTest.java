package dev.innerloop.mojo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FollowingGoalTest {

  @Test
  void aGoalThatFollowsOnTheCommandLine() {
    List<String> typed = List.of("clean", "dev:image", "dev:push", "dev:export");

    assertThat(FollowingGoal.execution(typed, "image", "export")).contains("default-cli");
    assertThat(FollowingGoal.execution(typed, "push", "export")).contains("default-cli");
    assertThat(FollowingGoal.execution(typed, "push", "image")).as("it came before").isEmpty();
    assertThat(FollowingGoal.execution(typed, "apply", "export")).as("of no goal").isEmpty();
  }

  @Test
  void aGoalWithAnExecution() {
    List<String> typed =
        List.of("a.b:dev-maven-plugin:1:image@it", "a.b:dev-maven-plugin:1:export@it");

    assertThat(FollowingGoal.execution(typed, "image", "export")).contains("it");
  }

  @Test
  void aGoalOfAnotherPluginIsAnotherGoal() {
    assertThat(FollowingGoal.execution(List.of("dev:image", "docs:export"), "image", "export"))
        .isEmpty();
  }
}
