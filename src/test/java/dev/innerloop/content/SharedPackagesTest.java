package dev.innerloop.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SharedPackages.SharedPackage;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedPackagesTest {

  @TempDir Path folder;

  private final SharedPackages packages = new SharedPackages();

  @Test
  void findsThePackageOfAClassThatALibraryHasToo() throws IOException {
    Path jar = jar("acme-1.0.jar", "org/acme/Internal.class");

    assertThat(packages.find(classPath(jar), own("org/acme/App.class")))
        .contains(new SharedPackage("org.acme", "acme-1.0.jar"))
        .get()
        .hasToString("package org.acme");
  }

  @Test
  void namesTheFirstJarOfTheClassPath() throws IOException {
    Path first = jar("first-1.0.jar", "org/acme/A.class");
    Path second = jar("second-1.0.jar", "org/acme/B.class");

    assertThat(packages.find(classPath(first, second), own("org/acme/App.class")))
        .contains(new SharedPackage("org.acme", "first-1.0.jar"));
  }

  @Test
  void findsTheUnnamedPackage() throws IOException {
    assertThat(packages.find(classPath(jar("a.jar", "A.class")), own("Main.class")))
        .get()
        .hasToString("the unnamed package");
  }

  @Test
  void findsClassesOfOneRelease() throws IOException {
    Path jar = jar("a.jar", "META-INF/versions/11/org/acme/A.class");

    assertThat(packages.find(classPath(jar), own("org/acme/App.class")))
        .contains(new SharedPackage("org.acme", "a.jar"));
  }

  @Test
  void neitherParentPackagesNorResourcesNorModulesAreShared() throws IOException {
    Path jar =
        jar(
            "a.jar",
            "org/A.class",
            "org/acme/app/internal/B.class",
            "org/acme/app/texts.properties",
            "module-info.class",
            "META-INF/versions/9/module-info.class");

    assertThat(packages.find(classPath(jar), own("org/acme/app/App.class", "module-info.class")))
        .isEmpty();
  }

  @Test
  void readsAJarAgainThatHasChanged() throws IOException {
    Path jar = jar("a-SNAPSHOT.jar", "org/other/A.class");
    assertThat(packages.find(classPath(jar), own("org/acme/App.class"))).isEmpty();

    jar("a-SNAPSHOT.jar", "org/acme/A.class", "org/acme/B.class");

    assertThat(packages.find(classPath(jar), own("org/acme/App.class"))).isPresent();
  }

  private static List<ClassPathEntry> classPath(Path... jars) {
    ClassPathEntry own =
        new ClassPathEntry.Directory(WorkspacePath.of("classes"), Path.of("target/classes"));
    return Stream.concat(Stream.of(own), Arrays.stream(jars).map(SharedPackagesTest::library))
        .toList();
  }

  private static ClassPathEntry library(Path jar) {
    String name = jar.getFileName().toString();
    return new ClassPathEntry.Jar(
        WorkspacePath.library(name), jar, new Coordinates("org.acme", name, "1"), true);
  }

  private static Inventory own(String... paths) {
    Map<WorkspacePath, ContentHash> files = new TreeMap<>();
    for (String path : paths) {
      files.put(WorkspacePath.of("classes/" + path), ContentHash.of(path.getBytes(UTF_8)));
    }
    return Inventory.of(files);
  }

  private Path jar(String name, String... entries) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
      }
    }
    return jar;
  }
}
