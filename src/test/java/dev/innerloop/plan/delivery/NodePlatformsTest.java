package dev.innerloop.plan.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodePlatformsTest {

  @Test
  void refuseWhatIsMadeForOtherOnes() {
    assertThatThrownBy(
            () ->
                new NodePlatforms(List.of("amd64", "s390x"))
                    .require("The image of shop", List.of("arm64"), "Build it for them."))
        .hasMessage(
            "The image of shop is built for linux/arm64, and the nodes are"
                + " linux/amd64,linux/s390x.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo("Build it for them.");
  }

  @Test
  void takeWhatRunsOnSomeOfThem() {
    NodePlatforms nodes = new NodePlatforms(List.of("amd64", "arm64"));

    assertThatCode(() -> nodes.require("It", List.of("arm64"), "")).doesNotThrowAnyException();
  }

  @Test
  void refuseNothingWhereNobodyKnows() {
    assertThatCode(() -> NodePlatforms.UNKNOWN.require("It", List.of("arm64"), ""))
        .doesNotThrowAnyException();
    assertThatCode(() -> new NodePlatforms(List.of("amd64")).require("It", List.of(), ""))
        .doesNotThrowAnyException();
  }

  @Test
  void areThoseOfThisMachineWhereNobodyKnows() {
    String here = NodePlatforms.UNKNOWN.orThisMachine().get(0);

    assertThat(here).isIn("amd64", "arm64");
    assertThat(new NodePlatforms(List.of("a", here, "z")).orThisMachine())
        .containsExactly(here, "a", "z");
    assertThat(new NodePlatforms(List.of("s390x")).orThisMachine()).containsExactly("s390x");
  }
}
