package dev.innerloop.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.innerloop.image.base.ImageDirectories;
import dev.innerloop.image.base.ImageInspector;
import dev.innerloop.image.content.ImageListener;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.image.layout.AppImage;
import dev.innerloop.image.layout.AppImageInputs;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.ImageNaming;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.RegistryAccess;
import dev.innerloop.image.registry.Tag;
import dev.innerloop.image.registry.TestRegistry;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Coordinates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is in an image that ships, and what it is called, as a registry has it. */
class ShippedImageRegistryTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir static Path shared;
  static TestRegistry registry;
  static String base;

  @TempDir Path folder;
  TestApp project;
  String repository;

  @BeforeAll
  static void startRegistryWithABaseForTwoPlatforms() throws Exception {
    registry = TestRegistry.anonymous(shared);
    base = registry.host() + "/base/jre:17";
    pushBase(base, new Platform("amd64", "linux"), new Platform("arm64", "linux"));
  }

  private static void pushBase(String name, Platform... platforms) throws Exception {
    TestRegistry.push(
        Jib.fromScratch()
            .setPlatforms(Set.of(platforms))
            .addEnvironmentVariable("JAVA_HOME", "/opt/java"),
        name,
        shared);
  }

  @AfterAll
  static void stop() throws Exception {
    if (registry != null) {
      registry.close();
    }
  }

  @BeforeEach
  void writeProject(TestInfo test) throws Exception {
    repository = ImageTarget.repositoryName(test.getTestMethod().orElseThrow().getName());
    project = TestApp.in(folder.resolve("project"));
  }

  @Test
  void saysWhatItIsInLabelsAndAnnotations() throws Exception {
    BuiltImage built = build(project, "here", List.of("amd64"));
    push(naming(List.of(), Set.of()));

    JsonNode annotations = registry.manifest(repository, built.tag()).path("annotations");
    assertThat(annotations)
        .isEqualTo(registry.config(repository, built.tag()).path("config").path("Labels"));
    assertThat(annotations.path("org.opencontainers.image.revision").asString()).isEqualTo(COMMIT);
    assertThat(annotations.path("org.opencontainers.image.base.digest").asString())
        .isEqualTo(built.base().substring(built.base().indexOf('@') + 1));
  }

  @Test
  void isTheSameBitForBitFromAnotherFolderAtAnotherTime() throws Exception {
    withExtraFiles(project);
    BuiltImage here = build(project, "here", List.of("amd64", "arm64"));
    TestApp other = TestApp.in(folder.resolve("another/folder"));
    withExtraFiles(other);
    try (var files = Files.walk(folder.resolve("another"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
      }
    }
    BuiltImage there = build(other, "there", List.of("amd64", "arm64"));

    assertThat(there).isEqualTo(here);
    assertThat(files(folder.resolve("there/out/image")))
        .isEqualTo(files(folder.resolve("here/out/image")));
  }

  private static void withExtraFiles(TestApp app) throws Exception {
    Path script = app.write("shop/src/main/image/opt/start", "#!/bin/sh");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private static Map<String, String> files(Path root) throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (var walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(
            root.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  @Test
  void isOneNameForSeveralPlatforms() throws Exception {
    BuiltImage built = build(project, "here", List.of("amd64", "arm64"));
    BuiltImage pushed = push(naming(List.of(), Set.of()));

    assertThat(pushed.digest()).isEqualTo(built.digest());
    JsonNode index = registry.manifest(repository, built.tag());
    assertThat(index.path("mediaType").asString())
        .isEqualTo("application/vnd.oci.image.index.v1+json");
    assertThat(index.path("manifests")).hasSize(2);
    assertThat(index.at("/manifests/0/platform"))
        .isEqualTo(new JsonMapper().readTree("{\"architecture\": \"amd64\", \"os\": \"linux\"}"));
    assertThat(index.at("/manifests/1/platform/architecture").asString()).isEqualTo("arm64");
    JsonNode arm = registry.manifest(repository, index.at("/manifests/1/digest").asString());
    JsonNode amd = registry.manifest(repository, index.at("/manifests/0/digest").asString());
    assertThat(arm.path("config")).isNotEqualTo(amd.path("config"));
    assertThat(arm.path("layers").get(arm.path("layers").size() - 1))
        .as("the classes")
        .isEqualTo(amd.path("layers").get(amd.path("layers").size() - 1));
  }

  @Test
  void isReadBySkopeoAsOneOfEachPlatform() throws Exception {
    assertThat(isOnPath("skopeo") || !"true".equals(System.getenv("CI"))).as("CI has it").isTrue();
    assumeTrue(isOnPath("skopeo"), "no skopeo on the PATH: apt-get install skopeo");
    BuiltImage built = build(project, "here", List.of("amd64", "arm64"));
    push(naming(List.of(), Set.of()));
    for (String architecture : List.of("amd64", "arm64")) {
      JsonNode seen =
          new JsonMapper()
              .readTree(
                  run(
                      "skopeo",
                      "inspect",
                      "--tls-verify=false",
                      "--override-arch=" + architecture,
                      "docker://" + registry.host() + "/" + repository + ":" + built.tag()));
      assertThat(seen.path("Architecture").asString()).isEqualTo(architecture);
      assertThat(seen.path("Labels").path("org.opencontainers.image.version").asString())
          .isEqualTo("1.2");
      assertThat(seen.path("Layers")).hasSize(5);
    }
    assertThat(run("skopeo", "inspect", "--raw", "oci:" + folder.resolve("here/out/image")))
        .contains("application/vnd.oci.image.index.v1+json");
  }

  @Test
  void refusesAPlatformThatTheBaseIsNotMadeFor() {
    assertProblem(
        () -> build(project, "here", List.of("amd64", "s390x")),
        base
            + " supports linux/amd64, linux/arm64, not linux/s390x, which dev.platforms"
            + " contains",
        "Remove it from dev.platforms, or use a base image that does:\n"
            + "-Ddev.baseImage=eclipse-temurin:17-jre");
  }

  @Test
  void tellsWhichBaseItWasBuiltOnAndIsTheSameOnThatBaseEverAfter() throws Exception {
    String moving = registry.host() + "/base/moving:17";
    pushBase(moving, new Platform("amd64", "linux"));
    String before = base;
    base = moving;
    try {
      BuiltImage built = build(project, "here", List.of("amd64"));
      assertThat(built.base()).matches("\\Q" + moving + "\\E@sha256:[0-9a-f]{64}");
      Jib.fromScratch()
          .addEnvironmentVariable("JAVA_HOME", "/opt/other")
          .containerize(
              Containerizer.to(RegistryImage.named(moving)).setAllowInsecureRegistries(true));
      assertThat(build(project, "moved", List.of("amd64")).digest()).isNotEqualTo(built.digest());

      base = built.base();
      BuiltImage pinned = build(project, "pinned", List.of("amd64"));
      assertThat(pinned.base()).isEqualTo(built.base());
      assertThat(pinned.digest()).isEqualTo(built.digest());
    } finally {
      base = before;
    }
  }

  @Test
  void hasAllTheTagsThatItsUserWantsAndPodsNameTheFirst() throws Exception {
    BuiltImage built = build(project, "here", List.of("amd64"));
    List<Tag> tags =
        List.of(Tag.Named.ofVersion("1.2+build"), new Tag.Content(), new Tag.Named("latest"));

    BuiltImage pushed = push(naming(tags, Set.of()));

    assertThat(pushed.tags()).containsExactly("1.2-build", built.contentTag(), "latest");
    assertThat(pushed.reference()).endsWith(repository + ":1.2-build");
    for (String tag : pushed.tags()) {
      assertThat(registry.digest(repository, tag)).isEqualTo(built.digest());
    }
  }

  @Test
  void takesNoTagFromARelease() throws Exception {
    List<Tag> version = List.of(new Tag.Named("1.2"));
    build(project, "here", List.of("amd64"));
    BuiltImage released = push(naming(version, Set.of()));
    assertThat(push(naming(version, Set.of())).unchanged()).as("the same content").isTrue();

    project.write("shop/target/classes/shop/Main.class", "changed");
    build(project, "here", List.of("amd64"));
    String name = registry.host() + "/" + repository;
    assertProblem(
        () -> push(naming(version, Set.of("latest"))),
        name + ":1.2 already exists, of version 1.2, with different content",
        "Release another version, or use another tag: -Ddev.tags=NAME\n"
            + "To move the tag: -Ddev.overwrite=1.2");
    assertThat(registry.digest(repository, "1.2")).isEqualTo(released.digest());
    assertThat(registry.has(repository, "latest")).isFalse();

    BuiltImage moved = push(naming(version, Set.of("1.2")));
    assertThat(registry.digest(repository, "1.2")).isEqualTo(moved.digest());
    assertThat(moved.digest()).isNotEqualTo(released.digest());
  }

  @Test
  void refusesAllTagsIfOneIsARelease() throws Exception {
    build(project, "here", List.of("amd64"));
    push(naming(List.of(new Tag.Named("1.2")), Set.of()));
    project.write("shop/target/classes/shop/Main.class", "changed");
    build(project, "here", List.of("amd64"));

    assertThatThrownBy(
            () -> push(naming(List.of(new Tag.Named("other"), new Tag.Named("1.2")), Set.of())))
        .isInstanceOf(Problem.class);
    assertThat(registry.has(repository, "other")).isFalse();
  }

  @Test
  void takesATagFromASnapshot() throws Exception {
    List<Tag> tag = List.of(new Tag.Named("dev"));
    build(snapshot(), "here", List.of("amd64", "arm64"));
    push(naming(tag, Set.of()));
    project.write("shop/target/classes/shop/Main.class", "changed");
    build(snapshot(), "here", List.of("amd64"));

    BuiltImage second = push(naming(tag, Set.of()));

    assertThat(registry.digest(repository, "dev")).isEqualTo(second.digest());
  }

  @Test
  void protectsReleasesFromAPushOfTheLoop() throws Exception {
    ImageTarget named =
        ImageTarget.named(registry.host() + "/" + repository + ":1.2", Optional.empty());
    builder("w").toRegistry(requests(project.app(17), List.of("amd64")), ImageNaming.of(named));
    project.write("shop/target/classes/shop/Main.class", "changed");

    assertThatThrownBy(
            () ->
                builder("w")
                    .toRegistry(requests(project.app(17), List.of("amd64")), ImageNaming.of(named)))
        .hasMessageContaining(":1.2 already exists, of version 1.2");
  }

  @Test
  void keepsAFileBesideAnImageWhereToolsLookForIt() throws Exception {
    BuiltImage built = build(project, "here", List.of("amd64"));
    Path bom = Files.writeString(folder.resolve("bom.json"), "{\"bomFormat\": \"CycloneDX\"}");
    Attachment attachment = new Attachment("bom.json", "application/vnd.cyclonedx+json", bom);
    RecordingListener listener = new RecordingListener();
    ImageNaming naming = naming(List.of(), Set.of());
    for (int i = 0; i < 2; i++) {
      builder("here", listener).pushLayout(folder.resolve("here/out"), naming, List.of(attachment));
    }

    assertThat(listener.told)
        .filteredOn(it -> it.startsWith("attached"))
        .hasSize(2)
        .containsOnly(
            "attached bom.json to "
                + registry.host()
                + "/"
                + repository
                + "@"
                + built.digest()
                + ", listed");
    JsonNode list = registry.manifest(repository, built.digest().replace(':', '-'));
    assertThat(list.path("manifests")).hasSize(1);
    JsonNode artifact = registry.manifest(repository, list.at("/manifests/0/digest").asString());
    assertThat(artifact.path("artifactType").asString())
        .isEqualTo("application/vnd.cyclonedx+json");
    assertThat(artifact.path("subject").path("digest").asString()).isEqualTo(built.digest());
    assertThat(registry.blob(repository, artifact.at("/layers/0/digest").asString()))
        .asString()
        .isEqualTo("{\"bomFormat\": \"CycloneDX\"}");
  }

  @Test
  void refusesATagThatNoRegistryTakes() {
    assertProblem(
        () -> new Tag.Named("a tag"),
        "\"a tag\" is not a valid image tag",
        "A tag consists of at most 128 letters, digits, dots, hyphens and underscores:"
            + " -Ddev.tags=version,latest");
  }

  private App snapshot() {
    App app = project.app(17);
    return new App(
        app.name(),
        new Coordinates("com.example", "shop", "1.3-SNAPSHOT"),
        app.info(),
        app.packaging(),
        app.modules(),
        app.classPath(),
        app.javaRelease(),
        app.framework(),
        app.endpoints(),
        app.arguments(),
        app.packageAccess(),
        app.workingPaths());
  }

  private static void assertProblem(ThrowingCallable action, String what, String remedy) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.getMessage()).isEqualTo(what);
              assertThat(problem.remedy()).isEqualTo(remedy);
            });
  }

  private static boolean isOnPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private ImageNaming naming(List<Tag> tags, Set<String> movable) {
    return new ImageNaming(
        Optional.of(ImageTarget.in(registry.host(), Optional.empty(), repository)), tags, movable);
  }

  private BuiltImage build(TestApp app, String where, List<String> architectures) {
    return build(app.app(17), where, architectures);
  }

  private BuiltImage build(App app, String where, List<String> architectures) {
    return builder(where)
        .toLayout(
            requests(app, architectures), ImageNaming.none(), folder.resolve(where).resolve("out"));
  }

  private BuiltImage push(ImageNaming naming) {
    return builder("here").pushLayout(folder.resolve("here/out"), naming, List.of());
  }

  private List<ImageRequest> requests(App app, List<String> architectures) {
    AppImageInputs contents =
        new AppImageInputs(app, List.of(), new TreeSet<>(), Optional.of(COMMIT));
    ImageInspector inspector =
        new ImageInspector(registries(), List.of("amd64"), folders("here"), ImageListener.NONE);
    return architectures.stream()
        .map(it -> AppImage.of(contents, inspector.inspect(base, it), Optional.empty()))
        .toList();
  }

  private ImageBuilder builder(String where) {
    return builder(where, ImageListener.NONE);
  }

  private ImageBuilder builder(String where, ImageListener listener) {
    return new ImageBuilder(
        registries(),
        new ImageInspector(registries(), List.of("amd64"), folders(where), listener),
        folders(where),
        listener);
  }

  private ImageDirectories folders(String where) {
    return new ImageDirectories(folder.resolve(where).resolve("work"), folder.resolve("cache"));
  }

  private Registries registries() {
    return new Registries(
        ConfiguredCredentials.NONE, RegistryAccess.DEFAULT, Map.of(), folder.resolve("home"));
  }
}
