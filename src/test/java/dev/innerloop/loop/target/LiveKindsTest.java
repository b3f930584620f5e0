package dev.innerloop.loop.target;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.loop.request.TestRequest;
import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.manifest.settings.Kind;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveKindsTest {

  private static final CommandForm COMMANDS = new CommandForm("mvn", "dev:", List.of());

  @Test
  void takesDeployments() {
    assertThatCode(() -> LiveKinds.require(request(Kind.DEPLOYMENT), COMMANDS))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"STATEFULSET, StatefulSet", "JOB, Job", "CRONJOB, CronJob"})
  void saysHowToShipTheOthers(Kind kind, String title) {
    assertThatThrownBy(() -> LiveKinds.require(request(kind), COMMANDS))
        .isInstanceOf(Problem.class)
        .hasMessage("shop is a " + title + ", and only a Deployment is updated live on a cluster.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(
            "Ship it as it is: mvn dev:image && mvn dev:push && mvn dev:apply\n"
                + "or work on it on this machine: mvn dev:watch -Ddev.target=local");
  }

  private static AppRequest request(Kind kind) {
    JobSettings job =
        new JobSettings(Optional.of("@daily"), Optional.empty(), OptionalInt.empty(), false);
    return TestRequest.of("shop").kind(kind, job).build();
  }
}
