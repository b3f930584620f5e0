package dev.innerloop.compile;

import dev.innerloop.compile.incremental.ModuleOutputs;
import dev.innerloop.content.FileTree;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The files in a module's resource directories. */
final class ModuleResources {

  private ModuleResources() {}

  /** Paths relative to their root. */
  static Set<String> of(Module module) throws IOException {
    Set<String> paths = new HashSet<>();
    for (Path root : module.resourceRoots()) {
      paths.addAll(FileTree.files(root).keySet());
    }
    return paths;
  }

  /** The known resources and these files. */
  static Set<String> with(ModuleOutputs known, Module module, Collection<Path> files) {
    Set<String> paths = new HashSet<>(known.resources());
    for (Path file : files) {
      for (Path root : module.resourceRoots()) {
        if (file.startsWith(root)) {
          paths.add(FileTree.relative(root, file));
        }
      }
    }
    return paths;
  }
}
