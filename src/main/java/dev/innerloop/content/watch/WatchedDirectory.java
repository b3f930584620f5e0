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
 * @param isGenerated whether the build writes it: the session itself, or another program
 */
record WatchedDirectory(Path path, Kind kind, boolean isGenerated, Module module) {

  /**
   * The folders of modules. The sources that annotation processors generate are left out: they
   * change because something was compiled.
   */
  static List<WatchedDirectory> of(WatchedPaths scope) {
    List<WatchedDirectory> folders = new ArrayList<>();
    for (Module module : scope.modules()) {
      BuildDirectories built = BuildDirectories.of(module);
      module.sourceRoots().stream()
          .filter(root -> !root.equals(module.generatedSources()))
          .forEach(root -> folders.add(of(root, Kind.SOURCES, built.contains(root), module)));
      module
          .resourceRoots()
          .forEach(root -> folders.add(of(root, Kind.RESOURCES, built.contains(root), module)));
      scope
          .inputDirectories(module)
          .forEach(path -> folders.add(of(path, Kind.INPUTS, false, module)));
      scope.manifests(module).stream()
          .filter(path -> !Files.isRegularFile(path))
          .forEach(path -> folders.add(of(path, Kind.MANIFESTS, false, module)));
      scope.others(module).stream()
          .filter(path -> !isSingleFile(path))
          .forEach(path -> folders.add(of(path, Kind.OTHER_FILES, false, module)));
      folders.add(of(module.outputFolder(), Kind.OUTPUT, true, module));
    }
    return folders;
  }

  /** A path that does not exist yet is a file if its name has an extension. */
  static boolean isSingleFile(Path path) {
    return Files.isRegularFile(path)
        || !Files.isDirectory(path) && String.valueOf(path.getFileName()).indexOf('.') > 0;
  }

  private static WatchedDirectory of(Path path, Kind kind, boolean isGenerated, Module module) {
    return new WatchedDirectory(path.toAbsolutePath().normalize(), kind, isGenerated, module);
  }

  /** Whether a change there is a change of this folder, for it may contain the build's. */
  boolean contains(Path changed) {
    return changed.startsWith(path)
        && (isGenerated
            || kind == Kind.OTHER_FILES
            || !BuildDirectories.of(module).contains(changed));
  }
}
