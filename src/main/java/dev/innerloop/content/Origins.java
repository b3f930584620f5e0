package dev.innerloop.content;

import dev.innerloop.project.Module;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds where in a module's sources and resources a file of its output comes from. */
final class Origins {

  private final Module module;

  Origins(Module module) {
    this.module = module;
  }

  /**
   * A file below one of the module's roots.
   *
   * @param root a source or resource root
   * @param path relative to the root
   */
  record Origin(Path root, String path) {}

  /** Where a class comes from, if the compiler recorded it and the source is there. */
  Optional<Origin> ofClass(ClassFile classFile) {
    return classFile.sourcePath().flatMap(path -> find(sourceRoots(), path));
  }

  /** Where a resource comes from; nothing if the build generates it. */
  Optional<Origin> ofResource(String path) {
    return find(module.resourceRoots(), path);
  }

  /**
   * Whether the user deleted it: not if its root does not exist any more, nor if the root belongs
   * to the build, which empties it with the rest.
   */
  boolean wasDeleted(Origin origin) {
    return !isBuilt(origin.root()) && Files.isDirectory(origin.root()) && isNowhere(origin);
  }

  /** Whether it was missing when the module was compiled, and its class is missing therefore. */
  boolean wasNotCompiled(Origin origin) {
    return Files.isDirectory(origin.root()) || origin.root().equals(module.generatedSources());
  }

  private boolean isNowhere(Origin origin) {
    return find(sourceRoots(), origin.path()).isEmpty()
        && find(module.resourceRoots(), origin.path()).isEmpty();
  }

  private List<Path> sourceRoots() {
    return Stream.concat(module.sourceRoots().stream(), Stream.of(module.generatedSources()))
        .distinct()
        .toList();
  }

  private boolean isBuilt(Path root) {
    return BuildDirectories.of(module).contains(root);
  }

  private static Optional<Origin> find(List<Path> roots, String path) {
    return roots.stream()
        .filter(root -> Files.exists(root.resolve(path)))
        .findFirst()
        .map(root -> new Origin(root, path));
  }
}
