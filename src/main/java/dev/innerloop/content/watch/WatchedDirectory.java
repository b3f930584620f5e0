package dev.innerloop.content.watch;

import dev.innerloop.content.BuildDirectories;
import dev.innerloop.content.watch.Change.Kind;
import dev.innerloop.project.Module;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of a module that a session depends on.
 *
 * @param path normalised and absolute
 */
record WatchedDirectory(Path path, Kind kind, Module module) {

  /**
   * The folders of modules. Generated sources and resources are left out: they change because
   * something was built, and building because of them would never end.
   */
  static List<WatchedDirectory> of(WatchedPaths scope) {
    List<WatchedDirectory> folders = new ArrayList<>();
    for (Module module : scope.modules()) {
      BuildDirectories built = BuildDirectories.of(module);
      module.sourceRoots().stream()
          .filter(root -> !built.contains(root))
          .forEach(root -> folders.add(of(root, Kind.SOURCES, module)));
      module.resourceRoots().stream()
          .filter(root -> !built.contains(root))
          .forEach(root -> folders.add(of(root, Kind.RESOURCES, module)));
      scope.manifests(module).stream()
          .filter(path -> !Files.isRegularFile(path))
          .forEach(path -> folders.add(of(path, Kind.MANIFESTS, module)));
      scope.others(module).stream()
          .filter(path -> !isSingleFile(path))
          .forEach(path -> folders.add(of(path, Kind.OTHER_FILES, module)));
      folders.add(of(module.outputFolder(), Kind.OUTPUT, module));
    }
    return folders;
  }

  /** A path that does not exist yet is a file if its name has an extension. */
  static boolean isSingleFile(Path path) {
    return Files.isRegularFile(path)
        || !Files.isDirectory(path) && String.valueOf(path.getFileName()).indexOf('.') > 0;
  }

  private static WatchedDirectory of(Path path, Kind kind, Module module) {
    return new WatchedDirectory(path.toAbsolutePath().normalize(), kind, module);
  }

  /** Whether a change there is a change of this folder, for it may contain the build's. */
  boolean contains(Path changed) {
    return changed.startsWith(path)
        && (kind == Kind.OUTPUT
            || kind == Kind.OTHER_FILES
            || !BuildDirectories.of(module).contains(changed));
  }
}
