package dev.innerloop.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.Inventory;
import dev.innerloop.event.Event;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathChoiceTest {

  private static final Launch LAYERED =
      Launch.of("org.shop.Main", List.of("classes", "lib/acme-1.0.jar"))
          .withLayout(ClassPathLayout.LAYERED);

  @TempDir Path folder;

  private final List<Event> events = new ArrayList<>();
  private final ClassPathChoice choice = new ClassPathChoice(events::add);
  private App app;

  @BeforeEach
  void createApp() throws IOException {
    Path jar = folder.resolve("acme-1.0.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("org/acme/Library.class"));
    }
    Coordinates coordinates = new Coordinates("org.acme", "acme", "1.0");
    app =
        new App(
            "shop",
            coordinates,
            "",
            "org.shop.Main",
            List.of(),
            List.of(
                new ClassPathEntry.Directory(WorkspacePath.of("classes"), folder),
                new ClassPathEntry.Jar(
                    WorkspacePath.library("acme-1.0.jar"), jar, coordinates, false)),
            17,
            Framework.SPRING_BOOT,
            8080,
            Optional.empty());
  }

  @Test
  void layersStayAsLongAsNoPackageIsShared() {
    assertThat(choice.possible(LAYERED, app, classes("org/shop/Main"))).isEqualTo(LAYERED);
    assertThat(events).isEmpty();
  }

  @Test
  void aSharedPackageLeadsToOneClassLoaderAndIsReportedOnce() {
    Launch chosen = choice.possible(LAYERED, app, classes("org/shop/Main", "org/acme/Mine"));

    assertThat(chosen.layout()).isEqualTo(ClassPathLayout.ONE);
    choice.possible(LAYERED, app, classes("org/shop/Main", "org/acme/Mine", "org/acme/Other"));
    assertThat(events)
        .containsExactly(
            new Event.Notice(
                "shop: package org.acme is also in acme-1.0.jar, so the app and its libraries have"
                    + " one class loader. An update that needs a restart gets a new JVM. To avoid"
                    + " that, rename the package."));
  }

  @Test
  void aPackageThatIsSharedNoLongerAllowsLayersAgain() {
    choice.possible(LAYERED, app, classes("org/shop/Main", "org/acme/Mine"));

    assertThat(choice.possible(LAYERED, app, classes("org/shop/Main"))).isEqualTo(LAYERED);
  }

  @Test
  void oneClassPathStaysUnchecked() {
    Launch one = LAYERED.withLayout(ClassPathLayout.ONE);

    assertThat(choice.possible(one, app, classes("org/acme/Mine"))).isEqualTo(one);
    assertThat(events).isEmpty();
  }

  private static Inventory classes(String... names) {
    Map<WorkspacePath, ContentHash> files = new TreeMap<>();
    for (String name : names) {
      files.put(
          WorkspacePath.of("classes/" + name + ".class"), ContentHash.of(name.getBytes(UTF_8)));
    }
    return Inventory.of(files);
  }
}
