package dev.innerloop.project.build;

import java.nio.file.Path;
import java.util.List;

/** The POMs of the project while a session runs. Use it only on the thread of the goal. */
public interface ProjectPoms {

  /** The POM files of modules and of their parents on disk. */
  List<Path> files();

  /**
   * Remembers the current POMs, which later changes are compared with. It takes as long as Maven
   * takes to read them.
   */
  void remember();

  /**
   * Reads the current POMs. If the change can be applied, later builds use it; otherwise nothing
   * changes.
   *
   * @throws DependencyFailure with their positions, if dependencies cannot be resolved
   * @throws BuildFailure with the position, if a POM cannot be read
   */
  PomChange reload() throws BuildFailure;
}
