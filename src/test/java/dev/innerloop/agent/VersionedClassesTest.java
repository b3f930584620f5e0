package dev.innerloop.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionedClassesTest {

  @TempDir Path folder;

  private final VersionedClasses classes = new VersionedClasses();

  @Test
  void areThoseThatAMultiReleaseJarHasForSomeVersionsOfJava() throws Exception {
    URL jar =
        jar(
            true,
            "a/Plain.class",
            "a/Both.class",
            "META-INF/versions/9/a/Both.class",
            "META-INF/versions/11/a/Only.class",
            "META-INF/versions/9/a/page.txt");

    assertThat(classes.contains(jar, "a/Plain")).isFalse();
    assertThat(classes.contains(jar, "a/Both")).isTrue();
    assertThat(classes.contains(jar, "a/Only")).isTrue();
  }

  @Test
  void ofAnotherJarAreOrdinaryFiles() throws Exception {
    assertThat(classes.contains(jar(false, "META-INF/versions/9/a/Both.class"), "a/Both"))
        .isFalse();
  }

  private URL jar(boolean isMultiRelease, String... entries) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (isMultiRelease) {
      manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    }
    Path jar = folder.resolve("with spaces.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (String entry : entries) {
        out.putNextEntry(new JarEntry(entry));
      }
    }
    return jar.toUri().toURL();
  }
}
