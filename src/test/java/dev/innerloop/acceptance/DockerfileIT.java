package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Projects with a Dockerfile of their own, built by the real tools. */
@OnCluster(ours = true)
class DockerfileIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);

  private static DockerDaemon daemon;

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(Example.HELLO);

  @BeforeAll
  static void startDocker() {
    daemon = DockerDaemon.start();
  }

  @AfterAll
  static void stopDocker() {
    daemon.close();
  }

  @Test
  void areUpdatedLiveWhenBuildahBuiltTheImage() throws IOException {
    updateLive("buildah").interrupt();
  }

  @Test
  void areUpdatedLiveWhenDockerBuiltTheImageAndThenRunByTheirEntrypoint() throws IOException {
    updateLive("docker").interrupt();

    bench.start(bench.onCluster(project, "dev:stop")).succeed(DEPLOYED);

    bench.namespace().awaitServedByEach("hello", 1, "/", Example.HELLO.greeting(), DEPLOYED);
  }

  private MavenRun updateLive(String tool) throws IOException {
    project.save(
        "Dockerfile",
        """
        FROM localhost:5000/jre:17
        WORKDIR /srv
        COPY target/classes classes
        ENTRYPOINT ["java", "-Xss512k", "-cp", "classes", "com.example.hello.Hello"]
        """);
    Namespace namespace = bench.namespace();
    MavenRun session = bench.start(building("dev:watch", tool));
    session.events().awaitReady(DEPLOYED);
    namespace.awaitServedByEach("hello", 1, "/", Example.HELLO.greeting(), SERVED);
    Events update = session.events().fromNow();
    Example.HELLO.editBody(project, "edited in an image of a Dockerfile");
    update.awaitUpdate("redefine", SERVED);
    namespace.awaitServedByEach("hello", 1, "/", "edited in an image of a Dockerfile", SERVED);

    assertThat(session.console())
        .contains(tool + ": step 3/4: COPY target/classes classes")
        .contains("dev mode starts Java itself, without what the image's ENTRYPOINT and CMD add")
        .contains("-Xss512k. ");
    assertThat(namespace.deployment("hello").getSpec().getTemplate().getSpec().getContainers())
        .singleElement()
        .extracting("image")
        .asString()
        .matches("localhost:5000/hello:dev-[0-9a-f]{12}");
    return session;
  }

  @Test
  void areRefusedBeforeAnythingIsDeployedIfTheImageHasNoJvm() throws IOException {
    project.save("Dockerfile", "FROM localhost:5000/script:1\nENV JAVA_HOME=/no/such\n");

    MavenRun run = bench.start(building("dev:run", "docker")).fail(DEPLOYED);

    assertThat(run.console())
        .contains("makes has no JVM: no layer of it holds a bin/java, and dev mode runs the app");
    assertThat(bench.namespace().resources()).isEmpty();
  }

  private MavenCommand building(String goal, String tool) throws IOException {
    return bench
        .onCluster(project, goal)
        .set("dev.builder", "dockerfile")
        .set("dev.buildTool", tool)
        .environment("PATH", daemon.path())
        .environment("DOCKER_HOST", daemon.host())
        .environment("BUILDAH_ISOLATION", "chroot")
        .environment("CONTAINERS_REGISTRIES_CONF", registries().toString())
        .environment("CONTAINERS_STORAGE_CONF", storage().toString());
  }

  private Path registries() throws IOException {
    return Files.writeString(
        daemon.folder().resolve("registries.conf"),
        "[[registry]]\nlocation = \"localhost:5000\"\ninsecure = true\n");
  }

  private Path storage() throws IOException {
    return Files.writeString(
        daemon.folder().resolve("storage.conf"),
        "[storage]\ndriver = \"vfs\"\nrunroot = \"%s\"\ngraphroot = \"%s\"\n"
            .formatted(daemon.folder().resolve("run"), daemon.folder().resolve("graph")));
  }
}
