package dev.innerloop.acceptance;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * Something that a developer does to a project.
 *
 * @param what for the report
 * @param mayBreak whether the project may not compile after it
 * @param atOnce whether it has to appear as one update, with no error of a state in between
 */
record ShapeEdit(String what, boolean mayBreak, boolean atOnce, Action action) {

  /** Changes files. */
  interface Action {

    /**
     * @param random the only source of chance
     */
    void perform(ProjectCopy project, Random random) throws IOException;
  }

  static ShapeEdit of(String what, Action action) {
    return new ShapeEdit(what, false, false, action);
  }

  /** Other edits, as one switch to another branch. */
  static ShapeEdit branchSwitch(List<ShapeEdit> edits) {
    return new ShapeEdit(
        "a branch switch",
        true,
        true,
        (project, random) -> {
          GitRepository repository = new GitRepository(project.folder());
          repository.commit();
          GitRepository worktree =
              repository.worktree(project.folder().resolveSibling("worktree" + random.nextInt()));
          ProjectCopy other = ProjectCopy.in(worktree.folder());
          int count = 1 + random.nextInt(6);
          for (int i = 0; i < count; i++) {
            edits.get(random.nextInt(edits.size())).action().perform(other, random);
          }
          worktree.commit();
          String commit = worktree.head();
          repository.remove(worktree);
          repository.checkOut(commit);
        });
  }

  @Override
  public String toString() {
    return what;
  }
}
