package dev.innerloop.project.build;

import dev.innerloop.content.FileTree;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** The project's own build, for steps that a session delegates to it. */
public interface ProjectBuild {

  /**
   * Runs the project's resource processing for a module, filtering included.
   *
   * @throws BuildFailure if the build reports one
   */
  void processResources(Module module) throws BuildFailure;

  /**
   * What processing resources would do to the output directory if it would only copy them.
   *
   * @param files changed files
   * @return the files by the path below the output directory that they are to be copied to; empty
   *     if a file must be processed, for example because it is filtered or deleted
   */
  default Optional<SortedMap<String, Path>> copies(Module module, Collection<Path> files) {
    return Optional.empty();
  }

  /**
   * Where processing a module's resources writes: paths below the output directory.
   *
   * @throws IOException if resource directories cannot be read
   */
  default Set<String> resourceOutputs(Module module) throws IOException {
    Set<String> paths = new TreeSet<>();
    for (Path root : module.resourceRoots()) {
      paths.addAll(FileTree.files(root).keySet());
    }
    return paths;
  }

  /**
   * Where processing a resource writes, or did before it was deleted.
   *
   * @param resource a file or directory
   */
  default Set<String> resourceOutputs(Module module, Path resource) {
    Set<String> paths = new TreeSet<>();
    for (Path root : module.resourceRoots()) {
      if (resource.startsWith(root)) {
        paths.add(FileTree.relative(root, resource));
      }
    }
    return paths;
  }

  /**
   * Files and directories that plugins of the build read besides sources and resources, such as
   * grammars, schemas and filter files; some may not exist.
   */
  default Set<Path> inputs(Module module) {
    return Set.of();
  }

  /**
   * Those of the {@link #inputs} that plugins read that {@link #generate} does not run.
   *
   * @param changed as for it
   */
  default Set<Path> unread(Module module, Collection<Path> changed) {
    return Set.of();
  }

  /**
   * Runs the plugins that read these files, those that read what such a plugin writes, and those
   * that write into the same directories; not those that process resources or create classes.
   *
   * @param changed {@link #inputs} that were saved or deleted; empty if unknown
   * @throws BuildFailure if the build reports one; what was generated is then as before
   */
  default Generated generate(Module module, Collection<Path> changed) throws BuildFailure {
    return new Generated(false, false);
  }

  /**
   * Runs the project's own plugins up to and including {@code process-classes}.
   *
   * @throws BuildFailure if the build reports one
   */
  void processClasses(Module module) throws BuildFailure;
}
