package dev.innerloop.compile.incremental;

import dev.innerloop.content.FileTree;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The sources that Maven's compiler plugin compiled last, as it records them: among them may be
 * some that were deleted while it ran.
 */
public final class MavenInputs {

  private MavenInputs() {}

  /** By path below their root; empty if the plugin keeps no record. */
  public static Set<String> of(Module module) throws IOException {
    Path target = module.outputFolder().getParent();
    Set<String> paths = new HashSet<>();
    if (target == null) {
      return paths;
    }
    Path records = target.resolve("maven-status/maven-compiler-plugin/compile");
    for (Path record : FileTree.files(records).values()) {
      if (record.endsWith("inputFiles.lst")) {
        for (String line : Files.readAllLines(record)) {
          Optional<String> path = ModuleSources.path(module, Path.of(line));
          path.ifPresent(paths::add);
        }
      }
    }
    return paths;
  }
}
