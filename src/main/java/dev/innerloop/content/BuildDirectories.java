package dev.innerloop.content;

import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build of a module writes and {@code mvn clean} deletes. */
public final class BuildDirectories {

  private final List<Path> folders = new ArrayList<>();

  private BuildDirectories() {}

  public static BuildDirectories of(Module module) {
    BuildDirectories built = new BuildDirectories();
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
