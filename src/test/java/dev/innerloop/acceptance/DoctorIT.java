package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The doctor as users call it: a table, events, and a failure that names what would stop a run. */
@OnCluster
class DoctorIT {

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void goesOnAfterAProblemAndFailsAtTheEnd() {
    ProjectCopy project = bench.copy(Example.HELLO);
    bench.namespace().create(Map.of());

    MavenRun run =
        bench
            .start(
                bench
                    .onCluster(project, "dev:doctor")
                    .set("dev.baseImage", "localhost:5000/no-such:1"))
            .fail(Duration.ofMinutes(2));

    assertThat(run.console())
        .contains("ok           JDK         " + System.getProperty("java.version"))
        .contains("ok           app         hello")
        .contains("ok           namespace   " + bench.namespace().name())
        .contains("problem      base image  hello: Cannot pull localhost:5000/no-such:1")
        .contains("                         fix: ")
        .contains("ok           pods        hello: admitted")
        .contains("20 checks: 19 ok, 1 problem")
        .contains("A run would be stopped by: base image.")
        .contains("The fix of each is above. Then check again: mvn ");
    assertThat(bench.namespace().resources()).isEmpty();
  }
}
