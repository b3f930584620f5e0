package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One session writes; others are told who does. */
@OnCluster
class WriterIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final Example EXAMPLE = Example.HELLO;

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(EXAMPLE);

  @Test
  void aSecondSessionIsRefusedUntilItTakesOver() {
    MavenRun first = start();
    first.events().awaitReady(DEPLOYED);

    List<String> before = versions();
    MavenRun second = start("-Ddev.replicas=2");
    assertThat(refusal(second))
        .matches(
            Pattern.quote(System.getProperty("user.name"))
                + "@\\S+ works on it since \\d\\d:\\d\\d; to take it over: mvn dev:watch"
                + " .*-Ddev.takeover");
    second.interrupt();
    assertThat(second.console()).contains("Ended before the app was ready; nothing was deployed.");
    assertThat(versions()).isEqualTo(before);

    MavenRun third = start("-Ddev.takeover");
    third.events().awaitReady(DEPLOYED);
    refusal(first);

    EXAMPLE.editBody(project, "by the third");
    bench.namespace().awaitServedByEach(EXAMPLE.app(), 1, EXAMPLE.path(), "by the third", SERVED);
  }

  /** Of all that a session applies. */
  private List<String> versions() {
    Namespace namespace = bench.namespace();
    String app = EXAMPLE.app();
    return List.of(
        "" + namespace.deployment(app).getMetadata().getGeneration(),
        namespace
            .client()
            .configMaps()
            .inNamespace(namespace.name())
            .withName(app + "-dev")
            .get()
            .getMetadata()
            .getResourceVersion());
  }

  private static String refusal(MavenRun session) {
    String detail =
        session
            .events()
            .await("refusal", SERVED, event -> event.isReplica("claimed"))
            .text("message");
    session.awaitConsole(detail, SERVED);
    return detail;
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
