package dev.innerloop.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.image.base.ImageInspector;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.image.registry.ImageNaming;
import dev.innerloop.image.registry.Mirror;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.RegistryAccess;
import dev.innerloop.image.registry.TestRegistry;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where base images come from. */
class BaseImageRegistryTest extends ImageBuilderTestCase {

  @Test
  void readsABaseFromTheMirrorAndThenFromTheDisk() {
    String reference = base.replace(registry.host(), "registry.invalid");
    RegistryAccess mirrored =
        new RegistryAccess(
            false,
            Optional.empty(),
            List.of(Mirror.parse("registry.invalid=" + registry.host())),
            Optional.empty(),
            false,
            false);
    List<ImageRequest> request = request(registries(mirrored), project, reference);
    builder(registries(mirrored), folder.resolve("work"))
        .toLayout(request, ImageNaming.none(), folder.resolve("first"));
    assertThat(listener.told).contains("pulling base");
    listener.told.clear();
    Registries unreachable = registries(RegistryAccess.DEFAULT);
    BuiltImage again =
        builder(unreachable, folder.resolve("work"))
            .toLayout(
                request(unreachable, project, reference),
                ImageNaming.none(),
                folder.resolve("second"));

    assertThat(again.digest()).startsWith("sha256:");
    assertThat(listener.told).as("asked of registries, packed, or downloaded").isEmpty();
  }

  @Test
  void buildsOfflineWhatItCouldBuildBefore() {
    String reference = base.replace(registry.host(), "registry.invalid");
    BuiltImage online = build(mirrored(false, false), reference);
    listener.told.clear();

    BuiltImage offline = build(mirrored(true, false), reference);

    assertThat(offline.digest()).isEqualTo(online.digest());
    assertThat(listener.told).as("asked, packed, or downloaded").isEmpty();
  }

  @Test
  void asksAgainForWhatIsKnownWhereTheUserWantsUpdates() {
    String reference = base.replace(registry.host(), "registry.invalid");
    build(mirrored(false, false), reference);
    listener.told.clear();

    build(mirrored(false, true), reference);

    assertThat(listener.told).isNotEmpty().containsOnly("reading " + reference);
  }

  @Test
  void saysHowToForgetABaseWhoseLayersAreGone(@TempDir Path other) throws Exception {
    copyWithoutLayers(shared, other);
    try (TestRegistry lacking = TestRegistry.anonymous(other)) {
      String reference = base.replace(registry.host(), lacking.host());

      assertThatThrownBy(() -> build(RegistryAccess.DEFAULT, reference))
          .hasMessageMatching(
              "Cannot pull "
                  + reference
                  + ": its cached description is outdated: the registry no longer has the layer"
                  + " sha256:[0-9a-f]{64}")
          .extracting(problem -> ((Problem) problem).remedy())
          .isEqualTo("Resolve the tag again:\n-U");
    }
  }

  @Test
  void buildsOfflineOnWhatIsThereAndSaysWhatIsNot() {
    RegistryAccess offline =
        new RegistryAccess(false, Optional.empty(), List.of(), Optional.empty(), true, false);
    assertProblem(
        () -> inspector(registries(offline), "amd64").inspect("registry.invalid/base/jre:17"),
        "Cannot pull registry.invalid/base/jre:17: Maven is offline, and the image is not in the"
            + " cache of this machine",
        "Run the command once without -o.");
  }

  @Test
  void saysThatThereIsNoSuchBase() {
    ImageInspector inspector = inspector(anonymous(), "amd64");
    assertProblem(
        () -> inspector.inspect(registry.host() + "/base/jre:99"),
        "Cannot pull "
            + registry.host()
            + "/base/jre:99: "
            + registry.host()
            + " has no base/jre 99 (404)",
        "Check the name:\n-Ddev.baseImage=eclipse-temurin:17-jre");
  }

  @Test
  void readsThePlatformThatTheNodesAre() {
    InspectedImage amd = inspector(anonymous(), "amd64").inspect(base);
    InspectedImage arm = inspector(anonymous(), "arm64").inspect(base);

    assertThat(amd.architecture()).isEqualTo("amd64");
    assertThat(arm.architecture()).isEqualTo("arm64");
    assertThat(arm.digest()).as("of what names both").isEqualTo(amd.digest());
    assertThat(amd.environment()).containsEntry("JAVA_HOME", "/opt/java/");
    assertThat(amd.user()).isEmpty();
    assertProblem(
        () -> inspector(anonymous(), "s390x").inspect(base),
        base + " supports linux/amd64, linux/arm64, not linux/s390x, the platform of the nodes",
        "Use a base image that does:\n-Ddev.baseImage=eclipse-temurin:17-jre");
  }

  private static void copyWithoutLayers(Path from, Path to) throws IOException {
    Path storage = from.resolve("storage");
    try (Stream<Path> files = Files.walk(storage)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!isCompressed(file)) {
          Path copy = to.resolve("storage").resolve(storage.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static RegistryAccess mirrored(boolean offline, boolean refresh) {
    return new RegistryAccess(
        false,
        Optional.empty(),
        List.of(Mirror.parse("registry.invalid=" + registry.host())),
        Optional.empty(),
        offline,
        refresh);
  }
}
