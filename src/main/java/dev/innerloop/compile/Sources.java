package dev.innerloop.compile;

import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What javac is given to compile. */
final class Sources {

  private Sources() {}

  /**
   * A module's Java sources by path below their root. What annotation processors generated before
   * is left out, if they run: they generate it again.
   */
  static SortedMap<String, Path> of(Module module) throws IOException {
    SortedMap<String, Path> sources = new TreeMap<>();
    for (Path root : module.sourceRoots()) {
      if (!runsProcessors(module) || !root.startsWith(module.generatedSources())) {
        FileTree.files(root)
            .forEach(
                (path, file) -> {
                  if (path.endsWith(".java") && !isHidden(file)) {
                    sources.putIfAbsent(path, file);
                  }
                });
      }
    }
    return sources;
  }

  /** What annotation processors left in their folder, by path in it. */
  static Set<String> generated(Module module) throws IOException {
    return runsProcessors(module) ? FileTree.files(module.generatedSources()).keySet() : Set.of();
  }

  private static boolean runsProcessors(Module module) {
    return !module.compiler().options().contains("-proc:none");
  }

  /** Editors' locks and backups. */
  private static boolean isHidden(Path file) {
    Path name = file.getFileName();
    return name != null && name.toString().startsWith(".");
  }
}
