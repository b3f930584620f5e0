package dev.innerloop.mojo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeferredGoalsTest {

  private static final List<String> TYPED =
      List.of("verify", "dev:image", "dev:push", "other:push", "dev:apply");

  @Test
  void keepsAGoalWaitingForThoseOfOursThatFollow() {
    assertThat(DeferredGoals.mustWait(TYPED, "image", true)).isTrue();
    assertThat(DeferredGoals.mustWait(TYPED, "push", true)).isTrue();
    assertThat(DeferredGoals.mustWait(TYPED, "apply", true)).isFalse();
  }

  @Test
  void keepsNothingWaitingWhereModulesComeOneAfterTheOther() {
    assertThat(DeferredGoals.mustWait(TYPED, "image", false)).isFalse();
  }

  @Test
  void keepsNothingWaitingForGoalsOfOthersOrInPoms() {
    assertThat(DeferredGoals.mustWait(List.of("dev:image", "other:push", "install"), "image", true))
        .isFalse();
    assertThat(DeferredGoals.mustWait(List.of("deploy"), "image", true)).isFalse();
  }

  @Test
  void knowsGoalsByTheirFullCoordinates() {
    String plugin = "dev.innerloop:dev-maven-plugin:1.0:";

    assertThat(DeferredGoals.mustWait(List.of(plugin + "image", plugin + "push"), "image", true))
        .isTrue();
  }

  @Test
  void performsInTheOrderInWhichWorkCame() throws Exception {
    List<String> done = new ArrayList<>();
    DeferredGoals backlog = new DeferredGoals();
    backlog.add(() -> done.add("image"));
    backlog.add(() -> done.add("push"));
    assertThat(done).isEmpty();

    backlog.settle();

    assertThat(done).containsExactly("image", "push");
  }
}
