package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.Container;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Images without a registry: into the containerd of a node, and into a Docker daemon. */
@OnCluster(ours = true)
class LoadIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String LOADED = "localhost/hello:dev-[0-9a-f]{12}";

  @RegisterExtension final Bench bench = new Bench();

  @TempDir private Path tools;

  private final ProjectCopy project = bench.copy(Example.HELLO);

  @Test
  void podsRunWhatWasLoadedIntoTheirNodeAndNothingIsPulled() throws IOException {
    Node.writeProgram(tools.resolve("ctr"), "ctr");
    String greeting = "loaded " + UUID.randomUUID(); // a node that is kept has older images
    Example.HELLO.editBody(project, greeting);

    MavenRun first = bench.start(loading("dev:run", "ctr").set("dev.detach", true));
    first.succeed(DEPLOYED);

    assertThat(first.console())
        .contains("images are loaded into containerd on this machine by ctr")
        .containsPattern("hello: image " + LOADED + "\n");
    Container container = container();
    assertThat(container.getImage()).matches(LOADED);
    assertThat(container.getImagePullPolicy()).isEqualTo("Never");
    bench.namespace().awaitServedByEach("hello", 1, "/", greeting, SOON);

    MavenRun second = bench.start(loading("dev:run", "ctr").set("dev.detach", true));
    second.succeed(DEPLOYED);

    assertThat(second.console())
        .containsPattern("hello: image " + LOADED + " \\(unchanged\\)\n")
        .doesNotContain("loading " + container.getImage());

    bench.start(bench.onCluster(project, "dev:stop")).succeed(DEPLOYED);

    assertThat(container().getImage()).isEqualTo(container.getImage());
    bench.namespace().awaitServedByEach("hello", 1, "/", greeting, DEPLOYED);
  }

  @Test
  void aDockerDaemonRunsWhatWasLoadedIntoIt() {
    try (DockerDaemon daemon = DockerDaemon.start()) {
      MavenRun run =
          bench
              .start(
                  loading("dev:image", "docker", "dev:push")
                      .environment("PATH", daemon.path())
                      .environment("DOCKER_HOST", daemon.host()))
              .succeed(DEPLOYED);

      assertThat(run.console()).contains("images are loaded into the Docker daemon by docker");
      Matcher image = Pattern.compile(LOADED).matcher(run.console());
      assertThat(image.find()).isTrue();
      String container = daemon.docker("run", "--detach", "--network=none", image.group()).strip();
      Await.value(
          SOON,
          () -> "the container wrote " + daemon.docker("logs", container),
          () ->
              Optional.of(daemon.docker("logs", container))
                  .filter(log -> log.contains("Listening on port 8080")));
      daemon.docker("rm", "--force", container);
    }
  }

  private MavenCommand loading(String goal, String program, String... more) {
    String[] goals = new String[more.length + 1];
    goals[0] = goal;
    System.arraycopy(more, 0, goals, 1, more.length);
    return bench
        .onCluster(project, goals)
        .set("dev.load", program)
        .set("dev.baseImage", "localhost:5000/jre:17")
        .environment("PATH", tools + File.pathSeparator + System.getenv("PATH"));
  }

  private Container container() {
    return bench
        .namespace()
        .deployment("hello")
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0);
  }
}
