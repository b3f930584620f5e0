package dev.innerloop.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.innerloop.image.base.ImageDirectories;
import dev.innerloop.image.base.ImageInspector;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.content.ImageListener;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.image.layout.AppImage;
import dev.innerloop.image.layout.AppImageInputs;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.ImageNaming;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.RegistryAccess;
import dev.innerloop.image.registry.TestRegistry;
import dev.innerloop.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An app and two registries over one storage: one for anybody, one with a login. */
abstract class ImageBuilderTestCase {

  @TempDir static Path shared;
  static TestRegistry registry;
  static TestRegistry guarded;
  static String base;
  @TempDir Path folder;
  final RecordingListener listener = new RecordingListener();
  ImageTarget target;
  TestApp project;

  @BeforeAll
  static void startRegistriesOverOneStorage() throws Exception {
    registry = TestRegistry.anonymous(shared);
    guarded = TestRegistry.withBasicAuth(shared);
    base = registry.host() + "/base/jre:17";
    Path java = Files.writeString(shared.resolve("java"), "not really");
    TestRegistry.push(
        Jib.fromScratch()
            .setPlatforms(Set.of(new Platform("amd64", "linux"), new Platform("arm64", "linux")))
            .setEnvironment(
                new TreeMap<>(Map.of("JAVA_HOME", "/opt/java/", "PATH", "/opt/java/bin:/bin")))
            .addFileEntriesLayer(
                FileEntriesLayer.builder()
                    .setName("java")
                    .addEntry(
                        java,
                        AbsoluteUnixPath.get("/opt/java/bin/java"),
                        FilePermissions.fromOctalString("755"))
                    .build()),
        base,
        shared);
  }

  @AfterAll
  static void stop() throws Exception {
    if (registry != null) {
      registry.close();
    }
    if (guarded != null) {
      guarded.close();
    }
  }

  @BeforeEach
  void writeProject(TestInfo test) throws Exception {
    String name = ImageTarget.repositoryName(test.getTestMethod().orElseThrow().getName());
    target = ImageTarget.in(registry.host(), Optional.of("registry.cluster:5000"), name);
    project = TestApp.in(folder.resolve("project"));
  }

  static boolean isCompressed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  BuiltImage build(RegistryAccess access, String reference) {
    return builder(registries(access), folder.resolve("work"))
        .toLayout(
            request(registries(access), project, reference),
            ImageNaming.none(),
            folder.resolve("target/dev"));
  }

  void assertProblem(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String what, String remedy) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.getMessage().replaceAll("dev-[0-9a-f]{12}", "TAG"))
                  .isEqualTo(what);
              assertThat(problem.remedy()).isEqualTo(remedy);
            });
  }

  String repository() {
    return target.push().substring(target.push().indexOf('/') + 1);
  }

  List<String> lastLayer(BuiltImage built) throws Exception {
    JsonNode layers = registry.manifest(repository(), built.tag()).path("layers");
    return files(
        registry.blob(repository(), layers.get(layers.size() - 1).path("digest").asString()));
  }

  static List<String> files(byte[] layer) throws IOException {
    List<String> files = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(layer)))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        String content = e.isDirectory() ? "" : " " + new String(tar.readAllBytes());
        files.add(
            "%s %o %d:%d%s"
                .formatted(
                    e.getName(),
                    e.getMode() & 0777,
                    e.getLongUserId(),
                    e.getLongGroupId(),
                    content));
      }
    }
    return files;
  }

  BuiltImage push(TestApp app) {
    return push(anonymous(), app);
  }

  BuiltImage push(Registries registries, TestApp app) {
    return builder(registries, folder.resolve("work"))
        .toRegistry(request(registries, app), ImageNaming.of(target));
  }

  List<ImageRequest> request(TestApp app) {
    return request(anonymous(), app);
  }

  List<ImageRequest> request(Registries registries, TestApp app) {
    InspectedImage image =
        new ImageInspector(
                registries, List.of("amd64"), folders(folder.resolve("w")), ImageListener.NONE)
            .inspect(base);
    return List.of(AppImage.of(AppImageInputs.of(app.app(17)), image, Optional.empty()));
  }

  Registries registries(RegistryAccess access) {
    return new Registries(ConfiguredCredentials.NONE, access, Map.of(), folder.resolve("home"));
  }

  List<ImageRequest> request(Registries registries, TestApp app, String reference) {
    InspectedImage image = inspector(registries, "amd64").inspect(reference);
    return List.of(AppImage.of(AppImageInputs.of(app.app(17)), image, Optional.empty()));
  }

  ImageDirectories folders(Path work) {
    return new ImageDirectories(work, folder.resolve("cache"));
  }

  Registries anonymous() {
    return registries(ConfiguredCredentials.NONE, folder.resolve("home"));
  }

  static Registries registries(ConfiguredCredentials logins, Path home) {
    return new Registries(logins, RegistryAccess.DEFAULT, Map.of(), home);
  }

  ImageInspector inspector(Registries registries, String architecture) {
    return new ImageInspector(
        registries, List.of(architecture), folders(folder.resolve("w")), listener);
  }

  ImageBuilder builder(Path work) {
    return builder(anonymous(), work);
  }

  ImageBuilder builder(Registries registries, Path work) {
    return new ImageBuilder(
        registries,
        inspector(registries, "amd64"),
        new ImageDirectories(work, folder.resolve("cache")),
        listener);
  }
}
