package dev.innerloop.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.image.registry.ImageNaming;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is in images, and what of them is sent. */
class ImageBuilderRegistryTest extends ImageBuilderTestCase {

  @Test
  void pushesLayersByRateOfChangeThatEverybodyMayRead() throws Exception {
    BuiltImage built = push(project);

    assertThat(built.repository()).isEqualTo("registry.cluster:5000/" + repository());
    assertThat(built.tag()).matches("dev-[0-9a-f]{12}");
    assertThat(built.digest()).isEqualTo(registry.digest(repository(), built.tag()));
    assertThat(built.java()).contains("/opt/java/bin/java");
    JsonNode manifest = registry.manifest(repository(), built.tag());
    assertThat(manifest.path("mediaType").asString())
        .isEqualTo("application/vnd.oci.image.manifest.v1+json");
    List<List<String>> layers = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      layers.add(files(registry.blob(repository(), layer.path("digest").asString())));
    }
    assertThat(layers.subList(1, layers.size()))
        .containsExactly(
            List.of("app/ 755 0:0", "app/lib/ 755 0:0", "app/lib/lib-1.0.jar 644 0:0 lib"),
            List.of("app/ 755 0:0", "app/lib/ 755 0:0", "app/lib/next-2-SNAPSHOT.jar 644 0:0 next"),
            List.of(
                "app/ 755 0:0",
                "app/modules/ 755 0:0",
                "app/modules/model/ 755 0:0",
                "app/modules/model/model/ 755 0:0",
                "app/modules/model/model/Item.class 644 0:0 item"),
            List.of(
                "app/ 755 0:0",
                "app/classes/ 755 0:0",
                "app/classes/messages.properties 644 0:0 hello=Hello",
                "app/classpath 644 0:0 \"/app/classes:/app/modules/model"
                    + ":/app/lib/lib-1.0.jar:/app/lib/next-2-SNAPSHOT.jar\""),
            List.of(
                "app/ 755 0:0",
                "app/classes/ 755 0:0",
                "app/classes/shop/ 755 0:0",
                "app/classes/shop/Main.class 644 0:0 main"));
  }

  @Test
  void configuresTheContainerFromTheAppAndItsBase() throws Exception {
    BuiltImage built = push(project);

    JsonNode config = registry.config(repository(), built.tag());
    assertThat(config)
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"created": "1970-01-01T00:00:00Z", "architecture": "amd64", "os": "linux",
                     "config": {
                       "Env": ["JAVA_HOME=/opt/java/", "PATH=/opt/java/bin:/bin"],
                       "Entrypoint": ["/opt/java/bin/java", "-XX:MaxRAMPercentage=70", "-cp", "@/app/classpath", "shop.Main"],
                       "ExposedPorts": {"8080/tcp": {}},
                       "User": "65532:65532",
                       "Volumes": {},
                       "Labels": {
                         "org.opencontainers.image.base.digest": "%s",
                         "org.opencontainers.image.base.name": "%s",
                         "org.opencontainers.image.description": "Sells things",
                         "org.opencontainers.image.title": "shop",
                         "org.opencontainers.image.vendor": "com.example",
                         "org.opencontainers.image.version": "1.2"}},
                     "rootfs": %s, "history": %s}
                    """
                        .formatted(
                            inspector(anonymous(), "amd64").inspect(base).digest(),
                            base,
                            config.path("rootfs"),
                            config.path("history"))));
    assertThat(config.path("rootfs").path("diff_ids")).hasSize(6);
    assertThat(config.path("history")).hasSize(6);
    assertThat(config.path("history").get(5).path("comment").asString()).isEqualTo("classes");
  }

  @Test
  void newContentOfTheSameTimeAndSizeIsANewImage() throws Exception {
    FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(project.write("shop/target/classes/shop/Main.class", "one"), time);
    BuiltImage one = push(project);
    Files.setLastModifiedTime(project.write("shop/target/classes/shop/Main.class", "two"), time);
    BuiltImage two = push(project);

    assertThat(two.digest()).isNotEqualTo(one.digest());
    assertThat(two.tag()).isNotEqualTo(one.tag());
    assertThat(lastLayer(two)).endsWith("app/classes/shop/Main.class 644 0:0 two");
  }

  @Test
  void pushesNothingWhenTheRegistryHasTheContent() throws Exception {
    BuiltImage first = push(project);
    listener.told.clear();
    project.write("shop/target/classes/shop/Main.class", "main");
    BuiltImage second = push(project);

    assertThat(first.unchanged()).isFalse();
    assertThat(second.unchanged()).isTrue();
    assertThat(second.reference()).isEqualTo(first.reference());
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(listener.told).containsExactly("unchanged " + target.push() + ":" + first.tag());
  }

  @Test
  void sendsOnlyTheLayerThatChangedAndMountsTheBase() throws Exception {
    push(project);
    assertThat(listener.told)
        .contains("sent dependencies", "sent classes")
        .doesNotContain("pulling base", "sent base");
    listener.told.clear();
    project.write("shop/target/classes/shop/Main.class", "changed");
    push(project);

    assertThat(listener.told)
        .containsExactlyInAnyOrder(
            "building classes of 1",
            "sent classes",
            "sent configuration",
            listener.told.get(listener.told.size() - 1))
        .last()
        .asString()
        .startsWith("pushed " + target.push() + ":dev-");
  }

  @Test
  void sameInputIsTheSameImageInOtherFoldersAndAtOtherTimes() throws Exception {
    BuiltImage here =
        builder(folder.resolve("w1"))
            .toLayout(request(project), ImageNaming.none(), folder.resolve("o1"));
    TestApp other = TestApp.in(folder.resolve("other"));
    Files.setLastModifiedTime(
        other.write("shop/target/classes/shop/Main.class", "main"),
        FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    BuiltImage there =
        builder(folder.resolve("w2"))
            .toLayout(request(other), ImageNaming.none(), folder.resolve("o2"));

    assertThat(there).isEqualTo(here);
  }
}
