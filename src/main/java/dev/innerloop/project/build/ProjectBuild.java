package dev.innerloop.project.build;

import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

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
   * Runs the project's own plugins up to and including {@code process-classes}.
   *
   * @throws BuildFailure if the build reports one
   */
  void processClasses(Module module) throws BuildFailure;
}
