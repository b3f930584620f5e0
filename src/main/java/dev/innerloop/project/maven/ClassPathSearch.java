package dev.innerloop.project.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/**
 * Finds classes by name in output directories and jars.
 *
 * @param entries of a class path
 */
record ClassPathSearch(List<Path> entries) {

  ClassPathSearch {
    entries = List.copyOf(entries);
  }

  /** In the output directory and the dependencies of a project. */
  static ClassPathSearch of(MavenProject project) {
    List<Path> entries = new ArrayList<>();
    entries.add(Path.of(project.getBuild().getOutputDirectory()));
    project.getArtifacts().stream()
        .map(Artifact::getFile)
        .filter(Objects::nonNull)
        .map(File::toPath)
        .forEach(entries::add);
    return new ClassPathSearch(entries);
  }

  boolean contains(String className) {
    String file = className.replace('.', '/') + ".class";
    return entries.stream().anyMatch(entry -> contains(entry, file));
  }

  private static boolean contains(Path entry, String file) {
    if (!Files.isRegularFile(entry)) {
      return Files.exists(entry.resolve(file));
    }
    try (ZipFile jar = new ZipFile(entry.toFile())) {
      return jar.getEntry(file) != null;
    } catch (IOException e) {
      return false; // not a jar: the session reports it when it reads the class path
    }
  }
}
