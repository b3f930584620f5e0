package dev.innerloop.content;

import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build of a module writes and {@code mvn clean} deletes. */
public final class BuildFolder {

  private final List<Path> folders = new ArrayList<>();

  private BuildFolder() {}

  public static BuildFolder of(Module module) {
    BuildFolder built = new BuildFolder();
    built.folders.add(module.outputFolder());
    built.folders.add(module.generatedSources());
    Path parent = module.outputFolder().getParent(); // target, unless classes land elsewhere
    if (parent != null && !parent.equals(module.basedir()) && parent.startsWith(module.basedir())) {
      built.folders.add(parent);
    }
    return built;
  }

  public boolean contains(Path path) {
    return folders.stream().anyMatch(path::startsWith);
  }
}
