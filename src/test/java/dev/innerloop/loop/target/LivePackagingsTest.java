package dev.innerloop.loop.target;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.manifest.Apps;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivePackagingsTest {

  private static final CommandForm COMMANDS =
      new CommandForm(
          "mvn",
          "dev:",
          List.of(
              new CommandForm.Option(
                  "dev.packaging", "native", Set.of("image", "push", "apply", "watch"))));
  private static final String SHIP =
      "Ship it as it is: mvn dev:image -Ddev.packaging=native && mvn dev:push"
          + " -Ddev.packaging=native && mvn dev:apply -Ddev.packaging=native\n";

  @Test
  void areClassPathsWhicheverWayTheyAreShipped() {
    assertThatCode(() -> require(new Packaging.ClassPath("shop.Main"))).doesNotThrowAnyException();
    assertThatCode(() -> require(new Packaging.BootJar(Path.of("shop.jar"), "shop.Main")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WAR | a WAR | or give it a class with a main method that starts its container, and name"
            + " it: -Ddev.mainClass=com.example.Main",
        "QUARKUS | a Quarkus app | or work on it in the dev mode of Quarkus, on this machine:"
            + " mvn quarkus:dev",
        "NATIVE | a native executable | or work on its JVM form, if it has a main class:"
            + " mvn dev:watch"
      })
  void refuseTheOthersAndSayWhatElseToDo(String packaging, String words, String instead) {
    assertThatThrownBy(() -> require(packaging(packaging)))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "shop is " + words + ", and only an app that runs from a class path is updated live.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(SHIP + instead);
  }

  private static Packaging packaging(String name) {
    return switch (name) {
      case "WAR" -> new Packaging.War(Path.of("webapp"), Optional.empty(), "tomcat:10.1");
      case "QUARKUS" -> new Packaging.QuarkusApp(Path.of("quarkus-app"));
      default -> new Packaging.NativeExecutable(Path.of("target"), List.of("shop"));
    };
  }

  private static void require(Packaging packaging) {
    App app = Apps.app("shop", 8080, Optional.empty()).as(packaging);
    LivePackagings.require(app, COMMANDS);
  }
}
