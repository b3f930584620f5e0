package dev.innerloop.mojo.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final List<String> TYPED =
      List.of("verify", "dev:image", "dev:push", "other:push", "dev:apply");

  @Test
  void keepsAGoalWaitingForThoseOfOursThatFollow() {
    assertThat(Backlog.mustWait(TYPED, "image", true)).isTrue();
    assertThat(Backlog.mustWait(TYPED, "push", true)).isTrue();
    assertThat(Backlog.mustWait(TYPED, "apply", true)).isFalse();
  }

  @Test
  void keepsNothingWaitingWhereModulesComeOneAfterTheOther() {
    assertThat(Backlog.mustWait(TYPED, "image", false)).isFalse();
  }

  @Test
  void keepsNothingWaitingForGoalsOfOthersOrInPoms() {
    assertThat(Backlog.mustWait(List.of("dev:image", "other:push", "install"), "image", true))
        .isFalse();
    assertThat(Backlog.mustWait(List.of("deploy"), "image", true)).isFalse();
  }

  @Test
  void knowsGoalsByTheirFullCoordinates() {
    String plugin = "dev.innerloop:dev-maven-plugin:1.0:";

    assertThat(Backlog.mustWait(List.of(plugin + "image", plugin + "push"), "image", true))
        .isTrue();
  }

  @Test
  void performsInTheOrderInWhichWorkCame() throws Exception {
    List<String> done = new ArrayList<>();
    Backlog backlog = new Backlog();
    backlog.add(() -> done.add("image"));
    backlog.add(() -> done.add("push"));
    assertThat(done).isEmpty();

    backlog.settle();

    assertThat(done).containsExactly("image", "push");
  }
}
