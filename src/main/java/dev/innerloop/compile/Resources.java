package dev.innerloop.compile;

import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What lies in a module's resource folders. */
final class Resources {

  private Resources() {}

  /** Paths relative to their root. */
  static Set<String> of(Module module) throws IOException {
    Set<String> paths = new HashSet<>();
    for (Path root : module.resourceRoots()) {
      paths.addAll(FileTree.files(root).keySet());
    }
    return paths;
  }
}
