package dev.innerloop.project;

import java.nio.file.Path;
import java.util.List;

/**
 * The POMs of the project while a session runs. To be used on the thread on which the goal was
 * called.
 */
public interface Poms {

  /** The files that the project is made of: POMs of modules, and of their parents on disk. */
  List<Path> files();

  /**
   * Reads the project as its POMs are now. If that is to be taken over, builds go by it from now
   * on; else everything stays as it was.
   *
   * @throws BuildFailure if it cannot be read or its dependencies cannot be resolved; says where
   */
  PomChange reread() throws BuildFailure;
}
