package dev.innerloop.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.manifest.Apps;
import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReactorTest {

  @Test
  void refusesTwoAppsOfOneName() {
    App shop = Apps.app("shop", 8080, Optional.empty());
    App other = Apps.app("shop", 9090, Optional.empty());

    assertThatThrownBy(() -> new Reactor(Path.of("."), List.of(), List.of(shop, other)))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.remedy())
                    .isEqualTo(
                        "Set another name in the POM of one of them, as <name> in the configuration"
                            + " of dev-maven-plugin, or select one of the modules: mvn -pl MODULE"
                            + " -am ..."))
        .hasMessage(
            "Two apps of this build have the name shop: "
                + shop.coordinates()
                + " and "
                + other.coordinates()
                + ".");
  }
}
