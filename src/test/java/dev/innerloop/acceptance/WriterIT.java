package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One session writes; others are told who does. */
@OnCluster
class WriterIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(3);
  private static final Duration SERVED = Duration.ofSeconds(60);
  private static final Example EXAMPLE = Example.HELLO;

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(EXAMPLE);

  @Test
  void aSecondSessionIsRefusedUntilItTakesOver() {
    MavenRun first = start();
    first.events().awaitReady(DEPLOYED);

    MavenRun refused = start().fail(DEPLOYED);
    assertThat(refused.console())
        .contains(System.getProperty("user.name") + "@")
        .contains("-Ddev.takeover");

    MavenRun second = start("-Ddev.takeover");
    second.events().awaitReady(DEPLOYED);
    first.awaitConsole("taken over", SERVED);

    EXAMPLE.editBody(project, "by the second");
    bench.namespace().awaitServedByEach(EXAMPLE.app(), 1, EXAMPLE.path(), "by the second", SERVED);
  }

  private MavenRun start(String... options) {
    MavenCommand command =
        bench
            .onCluster(project, "dev:watch")
            .set("dev.delivery", Delivery.DIRECT.word())
            .set("dev.baseImage", "localhost:5000/jre:17");
    for (String option : options) {
      String[] pair = option.substring(2).split("=", 2);
      command.set(pair[0], pair.length > 1 ? pair[1] : "true");
    }
    return bench.start(command);
  }
}
