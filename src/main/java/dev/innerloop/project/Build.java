package dev.innerloop.project;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;

/** The project's own build, for steps that a session delegates to it. */
public interface Build {

  /**
   * Runs the project's resource processing for a module, filtering included.
   *
   * @throws BuildFailure if the build reports one
   */
  void processResources(Module module) throws BuildFailure;

  /**
   * Copies resources to the output directory if processing them would only copy them.
   *
   * @param files changed files
   * @return paths of the written files below the output directory; empty without any effect if a
   *     file must be processed, for example because it is filtered or deleted
   * @throws IOException if a file cannot be copied
   */
  default Optional<SortedSet<String>> copyResources(Module module, Collection<Path> files)
      throws IOException {
    return Optional.empty();
  }

  /**
   * Runs the project's own plugins up to and including {@code process-classes}.
   *
   * @throws BuildFailure if the build reports one
   */
  void processClasses(Module module) throws BuildFailure;
}
