package dev.innerloop.image.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.process.FakeProgram;
import dev.innerloop.process.Programs;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DockerfileBuilderTest {

  /** Writes the id to the file after {@code --iidfile}, and a prepared archive to the last word. */
  private static final String BUILDS =
      """
      case $1 in
        version | info) echo 1 ;;
        build) while [[ $1 != --iidfile ]]; do shift; done
               echo "STEP 1/1: FROM scratch"; cp %1$s/id $2 ;;
        save) while [[ $1 != --output ]]; do shift; done; cp %1$s/archive $2 ;;
        push) cp %1$s/archive ${3#docker-archive:} ;;
        *) exit 9 ;;
      esac
      """;

  @TempDir private Path tools;
  @TempDir private Path project;
  @TempDir private Path target;

  private final List<String> told = new ArrayList<>();
  private final SampleArchive image = new SampleArchive();

  @BeforeEach
  void prepare() throws IOException {
    Files.writeString(project.resolve("Dockerfile"), "FROM scratch\n");
    image
        .layer("usr/lib/jvm/17/bin/java", "usr/bin/java->")
        .layer("app/classes/Main.class")
        .config(
            "\"Env\":[\"JAVA_HOME=/usr/lib/jvm/17\",\"A=b=c\"],\"User\":\"1000\",\"Cmd\":[\"x\"]");
    prepare(image);
  }

  private void prepare(SampleArchive archive) throws IOException {
    archive.writeTo(tools.resolve("archive"));
    Files.writeString(tools.resolve("id"), "sha256:" + archive.id() + "\n");
  }

  @Test
  void hasDockerBuildAndSave() throws IOException {
    FakeProgram docker = tool("docker");

    build(Optional.empty());

    assertThat(docker.calls().stream().map(this::withoutTemporary))
        .containsExactly(
            "docker version --format={{.Server.Version}}",
            "docker build --file DIR/Dockerfile --iidfile TMP/id DIR",
            "docker save --output TMP/image.tar " + image.id());
    assertThat(told).containsExactly("docker 1/1: FROM scratch", "saving from docker");
  }

  @Test
  void hasPodmanBuildAndSave() throws IOException {
    FakeProgram podman = tool("podman");

    build(Optional.empty());

    assertThat(podman.calls().stream().map(this::withoutTemporary))
        .containsExactly(
            "podman info --format={{.Host.Arch}}",
            "podman build --layers --file DIR/Dockerfile --iidfile TMP/id DIR",
            "podman save --format docker-archive --output TMP/image.tar " + image.id());
  }

  @Test
  void hasBuildahBuildAndPush() throws IOException {
    FakeProgram buildah = tool("buildah");

    build(Optional.empty());

    assertThat(buildah.calls().stream().map(this::withoutTemporary))
        .containsExactly(
            "buildah version",
            "buildah build --layers --file DIR/Dockerfile --iidfile TMP/id DIR",
            "buildah push " + image.id() + " docker-archive:TMP/image.tar");
  }

  @ParameterizedTest
  @EnumSource(BuildTool.class)
  void readsWhatTheImageSaysOfItself(BuildTool tool) throws IOException {
    tool(tool.program());

    DockerfileImage built = build(Optional.of(tool));

    assertThat(built.environment()).isEqualTo(Map.of("JAVA_HOME", "/usr/lib/jvm/17", "A", "b=c"));
    assertThat(built.user()).contains("1000");
    assertThat(built.entrypoint()).isEmpty();
    assertThat(built.command()).containsExactly("x");
    assertThat(built.javas()).containsExactly("/usr/bin/java", "/usr/lib/jvm/17/bin/java");
  }

  @Test
  void leavesALayoutWhoseBlobsAreWhatTheirNamesSay() throws IOException {
    tool("docker");

    DockerfileImage built = build(Optional.empty());

    List<String> hashes = new ArrayList<>();
    for (Path blob : blobs()) {
      assertThat(ContentHash.of(Files.readAllBytes(blob)).hex())
          .isEqualTo(blob.getFileName().toString());
      hashes.add(blob.getFileName().toString());
    }
    assertThat(hashes)
        .hasSize(4)
        .contains(built.digest().substring("sha256:".length()), image.id());
    assertThat(blobs().stream().filter(this::isFirstLayer)).hasSize(1);
  }

  @Test
  void takesAnImageOutOfTheToolOnlyOnce() throws IOException {
    FakeProgram docker = tool("docker");

    DockerfileImage first = build(Optional.empty());
    DockerfileImage second = build(Optional.empty());

    assertThat(second).isEqualTo(first);
    assertThat(docker.calls().stream().filter(call -> call.startsWith("docker save"))).hasSize(1);
  }

  @Test
  void takesItAgainOnceAnotherOneIsInItsPlace() throws IOException {
    tool("docker");
    DockerfileImage first = build(Optional.empty());
    SampleArchive other = new SampleArchive().layer("app/other");
    prepare(other);

    DockerfileImage second = build(Optional.empty());
    prepare(image);

    assertThat(second.javas()).isEmpty();
    assertThat(blobs()).hasSize(3);
    assertThat(build(Optional.empty())).isEqualTo(first);
    assertThat(blobs()).hasSize(4);
  }

  @Test
  void takesTheFirstToolThatWorks() throws IOException {
    FakeProgram.named("docker", tools.resolve("docker"), "echo 'Cannot connect' >&2; exit 1");
    tool("buildah");
    String path = tools.resolve("docker") + ":" + tools.resolve("buildah");

    builder(new Programs(Map.of("PATH", path)), Optional.empty()).build(source(), target);

    assertThat(told).first().isEqualTo("buildah 1/1: FROM scratch");
  }

  @Test
  void saysOfEachToolWhyItCannotBeUsed() throws IOException {
    FakeProgram docker =
        FakeProgram.named(
            "docker", tools, "echo 'Cannot connect to the Docker daemon' >&2; exit 1");

    assertThatThrownBy(() -> builder(docker.programs(), Optional.empty()).build(source(), target))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "No tool can build the Dockerfile: docker does not work: Cannot connect to the"
                + " Docker daemon; podman is not on the PATH; buildah is not on the PATH.");
  }

  @Test
  void takesNoOtherToolThanTheOneThatTheUserNames() throws IOException {
    tool("docker");

    assertThatThrownBy(() -> build(Optional.of(BuildTool.PODMAN)))
        .isInstanceOf(Problem.class)
        .hasMessage("No tool can build the Dockerfile: podman is not on the PATH.");
  }

  @Test
  void failsEarlyWithoutADockerfile() {
    DockerfileSource nothing = new DockerfileSource(project.resolve("Containerfile"), project);

    assertThatThrownBy(
            () -> builder(new Programs(Map.of()), Optional.empty()).build(nothing, target))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "There is no "
                + project.resolve("Containerfile")
                + ", which dev.builder=dockerfile needs.");
  }

  @Test
  void tellsWhatFailedInTheBuild() throws IOException {
    FakeProgram docker =
        FakeProgram.named(
            "docker",
            tools,
            "[[ $1 == build ]] || exit 0; echo 'Step 1/1 : FROM scratch'; echo 'no space left' >&2;"
                + " exit 1");

    assertThatThrownBy(() -> builder(docker.programs(), Optional.empty()).build(source(), target))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "docker cannot build "
                + project.resolve("Dockerfile")
                + ":1 (FROM scratch). Output:\n  no space left");
  }

  private FakeProgram tool(String name) throws IOException {
    return FakeProgram.named(name, tools.resolve(name), BUILDS.formatted(tools));
  }

  private DockerfileImage build(Optional<BuildTool> wanted) {
    String path =
        Stream.of(BuildTool.values())
            .map(tool -> tools.resolve(tool.program()).toString())
            .reduce((first, second) -> first + ":" + second)
            .orElseThrow();
    return builder(new Programs(Map.of("PATH", path)), wanted).build(source(), target);
  }

  private DockerfileBuilder builder(Programs programs, Optional<BuildTool> wanted) {
    return new DockerfileBuilder(
        programs,
        wanted,
        new DockerfileListener() {
          @Override
          public void building(String tool, String step) {
            told.add(tool + " " + step);
          }

          @Override
          public void saving(String tool) {
            told.add("saving from " + tool);
          }
        });
  }

  private DockerfileSource source() {
    return new DockerfileSource(project.resolve("Dockerfile"), project);
  }

  private List<Path> blobs() throws IOException {
    try (Stream<Path> blobs = Files.list(target.resolve("image/blobs/sha256"))) {
      return blobs.toList();
    }
  }

  private boolean isFirstLayer(Path blob) {
    try (GZIPInputStream layer = new GZIPInputStream(Files.newInputStream(blob))) {
      return java.util.Arrays.equals(layer.readAllBytes(), image.layers(0));
    } catch (IOException e) {
      return false; // it is no archive at all
    }
  }

  private String withoutTemporary(String call) {
    return call.replaceAll("(?<=[ :])/\\S*/dev-image\\d+/", "TMP/")
        .replace(project.toString(), "DIR");
  }
}
