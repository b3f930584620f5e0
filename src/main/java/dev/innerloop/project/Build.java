package dev.innerloop.project;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;

/** The project's own build, for what we leave to it while a session runs. */
public interface Build {

  /**
   * Runs the project's resource processing for a module, filtering included.
   *
   * @throws BuildFailure if the build reports one
   */
  void processResources(Module module) throws BuildFailure;

  /**
   * Copies resources into the output, if processing them would do no more.
   *
   * @param files that changed
   * @return paths below the output folder of what was written; nothing, and nothing done, if one of
   *     the files has to be processed, for example because it is filtered or gone
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
