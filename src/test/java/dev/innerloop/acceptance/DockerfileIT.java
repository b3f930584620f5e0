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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects with a Dockerfile of their own, built by the real tools. */
@OnCluster(ours = true)
class DockerfileIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(3);
  private static final Duration SERVED = Duration.ofSeconds(60);

  private static DockerDaemon daemon;

  @RegisterExtension final Bench bench = new Bench();

  @TempDir private Path storage;

  private final ProjectCopy project = bench.copy(Example.HELLO);

  @BeforeAll
  static void startDocker() {
    daemon = DockerDaemon.start();
  }

  @AfterAll
  static void stopDocker() {
    daemon.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"buildah", "docker"})
  void areUpdatedLiveWhicheverToolBuiltTheImage(String tool) throws IOException {
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
        .satisfies(
            container ->
                assertThat(container.getImage()).matches("localhost:5000/hello:dev-[0-9a-f]{12}"));
  }

  @Test
  void areShippedAsTheirDockerfileSays() throws IOException {
    project.save(
        "Dockerfile",
        """
        FROM localhost:5000/jre:17
        COPY target/classes /srv/classes
        CMD ["java", "-cp", "/srv/classes", "com.example.hello.Hello"]
        """);

    bench.start(building("dev:image", "docker", "dev:push", "dev:apply")).succeed(DEPLOYED);

    bench.namespace().awaitServedByEach("hello", 1, "/", Example.HELLO.greeting(), SERVED);
  }

  @Test
  void areRefusedBeforeAnythingIsDeployedIfTheImageHasNoJvm() throws IOException {
    project.save("Dockerfile", "FROM localhost:5000/script:1\nENV JAVA_HOME=/no/such\n");

    MavenRun run = bench.start(building("dev:run", "docker")).fail(DEPLOYED);

    assertThat(run.console())
        .contains("makes has no JVM: no layer of it holds a bin/java, and dev mode runs the app");
    assertThat(bench.namespace().resources()).isEmpty();
  }

  @Test
  void areToldWhichLineOfTheDockerfileFails() throws IOException {
    project.save(
        "Dockerfile", "FROM localhost:5000/jre:17\nCOPY target/hello-2.jar /srv/hello.jar\n");

    MavenRun run = bench.start(building("dev:image", "buildah")).fail(DEPLOYED);

    assertThat(run.console())
        .contains(
            "buildah cannot build "
                + project.folder().resolve("Dockerfile")
                + ":2 (COPY target/hello-2.jar /srv/hello.jar). It says:")
        .contains("put package before the goal, as in mvn package dev:image");
  }

  private MavenCommand building(String goal, String tool, String... more) throws IOException {
    String[] goals = new String[more.length + 1];
    goals[0] = goal;
    System.arraycopy(more, 0, goals, 1, more.length);
    return bench
        .onCluster(project, goals)
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
        storage.resolve("registries.conf"),
        "[[registry]]\nlocation = \"localhost:5000\"\ninsecure = true\n");
  }

  private Path storage() throws IOException {
    return Files.writeString(
        storage.resolve("storage.conf"),
        "[storage]\ndriver = \"vfs\"\nrunroot = \"%s\"\ngraphroot = \"%s\"\n"
            .formatted(storage.resolve("run"), storage.resolve("graph")));
  }
}
