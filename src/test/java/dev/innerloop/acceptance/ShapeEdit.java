package dev.innerloop.acceptance;

import java.io.IOException;
import java.util.Random;

/**
 * Something that a developer does to a project.
 *
 * @param what for the report
 */
record ShapeEdit(String what, Action action) {

  /** Changes files. */
  interface Action {

    /**
     * @param random the only source of chance
     */
    void perform(ProjectCopy project, Random random) throws IOException;
  }

  @Override
  public String toString() {
    return what;
  }
}
