package dev.innerloop.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.manifest.Apps;
import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.manifest.settings.WorkloadKind;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TestRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevModeSupportTest {

  private static final CommandForm COMMANDS =
      new CommandForm(
          "mvn",
          "dev:",
          List.of(
              new CommandForm.Option(
                  "dev.packaging", "native", Set.of("image", "push", "apply", "watch"))));
  private static final CommandForm KINDS = new CommandForm("mvn", "dev:", List.of());
  private static final String SHIP =
      "Deploy it without dev mode: mvn dev:image -Ddev.packaging=native && mvn dev:push"
          + " -Ddev.packaging=native && mvn dev:apply -Ddev.packaging=native\n";

  @Test
  void supportsClassPathsWhateverTheReleaseFormIs() {
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
  void refusesOtherPackagingsAndSaysWhatElseToDo(String packaging, String words, String instead) {
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
    DevModeSupport.requireClassPath(app, COMMANDS);
  }

  @Test
  void supportsDeployments() {
    assertThatCode(() -> DevModeSupport.requireDeployment(request(WorkloadKind.DEPLOYMENT), KINDS))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"STATEFULSET, StatefulSet", "JOB, Job", "CRONJOB, CronJob"})
  void refusesOtherWorkloadsAndSaysWhatElseToDo(WorkloadKind kind, String title) {
    assertThatThrownBy(() -> DevModeSupport.requireDeployment(request(kind), KINDS))
        .isInstanceOf(Problem.class)
        .hasMessage("shop is a " + title + ", and only a Deployment is updated live on a cluster.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(
            "Deploy it without dev mode: mvn dev:image && mvn dev:push && mvn dev:apply\n"
                + "or work on it on this machine: mvn dev:watch -Ddev.target=local");
  }

  private static AppRequest request(WorkloadKind kind) {
    JobSettings job =
        new JobSettings(Optional.of("@daily"), Optional.empty(), OptionalInt.empty(), false);
    return TestRequest.of("shop").kind(kind, job).build();
  }
}
