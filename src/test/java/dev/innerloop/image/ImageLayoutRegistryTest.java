package dev.innerloop.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.image.registry.ImageNaming;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images that lie in a folder before they are pushed. */
class ImageLayoutRegistryTest extends ImageBuilderTestCase {

  @Test
  void pushesExactlyTheLayoutOnDisk() throws Exception {
    Path out = folder.resolve("target/dev");
    BuiltImage laidOut =
        builder(folder.resolve("w1")).toLayout(request(project), ImageNaming.none(), out);
    project.write("shop/target/classes/shop/Main.class", "changed after the image was built");
    BuiltImage pushed =
        builder(folder.resolve("w2")).pushLayout(out, ImageNaming.of(target), List.of());

    assertThat(laidOut.reference()).isEqualTo("shop:" + laidOut.tag());
    assertThat(pushed.digest()).isEqualTo(laidOut.digest());
    assertThat(registry.digest(repository(), pushed.tag())).isEqualTo(laidOut.digest());
    assertThat(lastLayer(pushed)).endsWith("app/classes/shop/Main.class 644 0:0 main");
    assertThat(new JsonMapper().readTree(Files.readString(out.resolve("image.json"))))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"reference": "%1$s:%2$s", "repository": "%1$s", "tag": "%2$s",
                     "tags": ["%2$s"], "contentTag": "%2$s", "digest": "%3$s",
                     "entrypoint": ["/opt/java/bin/java", "-XX:MaxRAMPercentage=70", "-cp", "@/app/classpath", "shop.Main"],
                     "user": "65532:65532", "java": "/opt/java/bin/java", "jvmVariables": {},
                     "base": "%4$s", "architectures": ["amd64"], "pushed": true}
                    """
                        .formatted(
                            pushed.repository(), pushed.tag(), pushed.digest(), pushed.base())));
    assertThat(
            builder(folder.resolve("w2"))
                .pushLayout(out, ImageNaming.of(target), List.of())
                .unchanged())
        .isTrue();
  }

  @Test
  void mountsTheBaseOfALayoutInsteadOfSendingIt() {
    Path out = folder.resolve("target/dev");
    builder(folder.resolve("w1")).toLayout(request(project), ImageNaming.none(), out);
    listener.told.clear();
    builder(folder.resolve("w2")).pushLayout(out, ImageNaming.of(target), List.of());

    assertThat(listener.told)
        .contains("sent layer 2", "sent layer 6", "sent configuration")
        .doesNotContain("sent layer 1");
  }

  @Test
  void knowsWhetherALayoutWasPushedSinceItWasBuilt() {
    Path out = folder.resolve("target/dev");
    ImageBuilder builder = builder(folder.resolve("w1"));
    assertThat(builder.pushedFrom(out)).isEmpty();
    builder.toLayout(request(project), ImageNaming.none(), out);
    assertThat(builder.pushedFrom(out)).isEmpty();

    BuiltImage pushed = builder.pushLayout(out, ImageNaming.of(target), List.of());
    assertThat(builder.pushedFrom(out).map(BuiltImage::pinned)).contains(pushed.pinned());

    builder.toLayout(request(project), ImageNaming.none(), out);
    assertThat(builder.pushedFrom(out)).isEmpty();
    assertThat(builder.inLayout(out)).isPresent();
  }

  @Test
  void aLayoutOfTheSameContentIsLeftAsItIsUnlessSomethingOfItIsGone() throws Exception {
    Path out = folder.resolve("target/dev");
    ImageBuilder builder = builder(folder.resolve("w1"));
    BuiltImage first = builder.toLayout(request(project), ImageNaming.none(), out);
    Path index = out.resolve("image/index.json");
    FileTime before = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
    Files.setLastModifiedTime(index, before);
    assertThat(builder.toLayout(request(project), ImageNaming.none(), out)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(index)).isEqualTo(before);

    List<Path> blobs;
    try (var all = Files.list(out.resolve("image/blobs/sha256"))) {
      blobs = all.toList();
    }
    for (Path blob : blobs) {
      Files.delete(blob);
      assertThat(builder.toLayout(request(project), ImageNaming.none(), out)).isEqualTo(first);
      assertThat(blob).exists();
    }
    Files.writeString(index, "{}");
    assertThat(builder.toLayout(request(project), ImageNaming.none(), out)).isEqualTo(first);
    assertThat(index).content().contains(first.digest());
  }

  @Test
  void aNewLayoutLeavesNothingOfTheOldOne() throws Exception {
    Path out = folder.resolve("target/dev");
    ImageBuilder builder = builder(folder.resolve("w1"));
    builder.toLayout(request(project), ImageNaming.none(), out);
    project.write("shop/target/classes/shop/Main.class", "changed");
    BuiltImage built = builder.toLayout(request(project), ImageNaming.none(), out);

    assertThat(Files.readString(out.resolve("image/oci-layout")))
        .isEqualTo("{\"imageLayoutVersion\":\"1.0.0\"}");
    JsonNode index = new JsonMapper().readTree(Files.readString(out.resolve("image/index.json")));
    assertThat(index.path("manifests")).hasSize(1);
    assertThat(index.at("/manifests/0/digest").asString()).isEqualTo(built.digest());
    assertThat(out.resolve("image/blobs/sha256"))
        .isDirectoryContaining(file -> built.digest().equals("sha256:" + file.getFileName()));
    try (var blobs = Files.list(out.resolve("image/blobs/sha256"))) {
      assertThat(blobs).as("base, five layers, configuration, manifest").hasSize(8);
    }
  }

  @Test
  void saysThatNothingWasBuiltYet() {
    assertProblem(
        () -> builder(folder.resolve("w")).pushLayout(folder, ImageNaming.of(target), List.of()),
        "There is no image in " + folder + " yet",
        "Build it first: dev:image");
  }
}
