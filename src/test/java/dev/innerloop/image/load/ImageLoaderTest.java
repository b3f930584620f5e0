package dev.innerloop.image.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.process.FakeProgram;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLoaderTest {

  private static final String REFERENCE = "localhost/shop:dev-0123456789ab";

  @TempDir private Path tools;
  @TempDir private Path project;

  private final List<String> told = new ArrayList<>();

  @Test
  void givesKindAnArchive() throws IOException {
    FakeProgram kind = load(LoadTool.kind("dev"), "exit 0");

    assertThat(withoutFile(kind.calls().get(0)))
        .isEqualTo("kind load image-archive ARCHIVE --name dev");
    assertThat(entries(kind.file(0)).keySet())
        .contains("oci-layout", "index.json", "manifest.json");
    assertThat(told).containsExactly("unpacking into kind cluster dev");
  }

  @Test
  void leavesNoArchiveBehind() throws IOException {
    load(LoadTool.kind("dev"), "exit 0");

    try (var files = Files.list(project)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("image");
    }
  }

  @Test
  void givesK3dAnArchive() throws IOException {
    FakeProgram k3d = load(LoadTool.k3d("dev"), "exit 0");

    assertThat(withoutFile(k3d.calls().get(0))).isEqualTo("k3d image import ARCHIVE -c dev");
  }

  @Test
  void givesMinikubeAnArchive() throws IOException {
    FakeProgram minikube = load(LoadTool.minikube("dev"), "exit 0");

    assertThat(withoutFile(minikube.calls().get(0)))
        .isEqualTo("minikube image load ARCHIVE -p dev");
  }

  @Test
  void streamsToDocker() throws IOException {
    FakeProgram docker = load(LoadTool.docker("Docker Desktop"), "exit 0");

    assertThat(docker.calls()).containsExactly("docker load");
    assertThat(entries(docker.input(0)))
        .containsEntry(
            "manifest.json",
            "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"%s\"]}]"
                .formatted(blob(SampleLayout.CONFIG), REFERENCE, blob(SampleLayout.LAYER)))
        .containsEntry(blob(SampleLayout.CONFIG), SampleLayout.CONFIG)
        .containsEntry(blob(SampleLayout.LAYER), SampleLayout.LAYER);
    assertThat(told).last().isEqualTo("unpacking into Docker Desktop");
  }

  @Test
  void streamsToTheDockerOfAContext() throws IOException {
    FakeProgram docker = load(LoadTool.docker("colima").withDockerContext("colima-dev"), "exit 0");

    assertThat(docker.calls()).containsExactly("docker --context colima-dev load");
  }

  @Test
  void streamsToNerdctl() throws IOException {
    FakeProgram nerdctl = load(LoadTool.nerdctl("Rancher Desktop"), "exit 0");

    assertThat(nerdctl.calls()).containsExactly("nerdctl -n k8s.io load");
    assertThat(entries(nerdctl.input(0)).get("index.json"))
        .contains("\"io.containerd.image.name\":\"" + REFERENCE + "\"")
        .contains("\"org.opencontainers.image.ref.name\":\"dev-0123456789ab\"");
  }

  @Test
  void streamsToTheContainerdOfColima() throws IOException {
    FakeProgram colima = load(LoadTool.colimaNerdctl("default"), "exit 0");

    assertThat(colima.calls())
        .containsExactly("colima nerdctl --profile default -- -n k8s.io load");
  }

  @Test
  void streamsToContainerd() throws IOException {
    FakeProgram ctr = load(LoadTool.containerd(), "exit 0");

    assertThat(ctr.calls()).containsExactly("ctr -n k8s.io images import -");
    assertThat(entries(ctr.input(0))).hasSize(6);
  }

  @Test
  void streamsToEachNodeWhereTheProgramOfKindIsMissing() throws IOException {
    FakeProgram docker =
        load(
            LoadTool.containers("kind cluster dev", List.of("dev-control-plane", "dev-worker")),
            "exit 0");

    String importing = " ctr --namespace=k8s.io images import --all-platforms --digests -";
    assertThat(docker.calls())
        .containsExactly(
            "docker exec -i dev-control-plane" + importing,
            "docker exec -i dev-worker" + importing);
    assertThat(entries(docker.input(1))).isEqualTo(entries(docker.input(0)));
  }

  @Test
  void failsInTheWordsOfTheProgram() {
    assertThatThrownBy(
            () ->
                load(
                    LoadTool.kind("dev"),
                    "echo 'ERROR: no nodes found for cluster \"dev\"' >&2; exit 1"))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "kind cannot load "
                + REFERENCE
                + " into kind cluster dev: ERROR: no nodes found for cluster \"dev\"");
  }

  @Test
  void failsWhereK3dOnlyLogsTheFailure() {
    assertThatThrownBy(
            () ->
                load(
                    LoadTool.k3d("dev"),
                    "echo 'INFO[0000] Importing'; echo 'ERRO[0001] no space left'; echo 'INFO[0002]"
                        + " Done'"))
        .isInstanceOf(Problem.class)
        .hasMessageEndingWith(" into k3d cluster dev: ERRO[0001] no space left");
  }

  @Test
  void asksDockerWhetherItHasTheImage() throws IOException {
    FakeProgram docker =
        FakeProgram.named("docker", tools, "[[ $4 == *:dev-0123456789ab ]] || exit 1");
    ImageLoader loader = loader(LoadTool.docker("Docker Desktop"), docker);

    assertThat(loader.has(REFERENCE)).isTrue();
    assertThat(loader.has("localhost/shop:dev-ffffffffffff")).isFalse();
    assertThat(docker.calls())
        .first()
        .isEqualTo("docker image inspect --format={{.Id}} " + REFERENCE);
  }

  @Test
  void findsTheImageAmongThoseOfMinikube() throws IOException {
    FakeProgram minikube =
        FakeProgram.named("minikube", tools, "echo registry.k8s.io/pause:3.9; echo " + REFERENCE);
    ImageLoader loader = loader(LoadTool.minikube("dev"), minikube);

    assertThat(loader.has(REFERENCE)).isTrue();
    assertThat(loader.has("localhost/shop:dev-ffffffffffff")).isFalse();
  }

  @Test
  void believesNodesWhereTheProgramCannotBeAsked() throws IOException {
    FakeProgram kind = FakeProgram.named("kind", tools);
    ImageLoader loader =
        new ImageLoader(
            LoadTool.kind("dev"), kind.program(), REFERENCE::equals, new LoadListener() {});

    assertThat(loader.has(REFERENCE)).isTrue();
    assertThat(loader.has("localhost/shop:dev-ffffffffffff")).isFalse();
    assertThat(kind.calls()).isEmpty();
  }

  private FakeProgram load(LoadTool way, String script) throws IOException {
    FakeProgram program = FakeProgram.named(way.program(), tools, script);
    loader(way, program).load(SampleLayout.in(project), REFERENCE);
    return program;
  }

  private ImageLoader loader(LoadTool way, FakeProgram program) {
    return new ImageLoader(
        way,
        program.program(),
        reference -> false,
        new LoadListener() {
          @Override
          public void unpacking(String reference, String place) {
            told.add("unpacking into " + place);
          }
        });
  }

  private String withoutFile(String call) {
    return call.replaceAll(project + "/image\\S+\\.tar", "ARCHIVE");
  }

  private static String blob(String content) {
    return "blobs/sha256/" + ContentHash.of(content.getBytes(UTF_8)).hex();
  }

  private static Map<String, String> entries(Path archive) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          entries.put(entry.getName(), new String(tar.readAllBytes(), UTF_8));
        }
      }
    }
    return entries;
  }
}
