package dev.innerloop.content.watch;

import dev.innerloop.project.Module;

/**
 * Informed of changes of a project. They may be reported late, twice or without need: receivers
 * compare the files with what is known of them. Called in order, from one thread; implementations
 * return quickly.
 */
public interface ChangeListener {

  /**
   * A file was just touched. Once the file is complete, a {@link Change} of the same module and
   * kind follows, or {@link #dismissed} is called.
   */
  void detected(Module module, Change.Kind kind);

  /** What was detected is no change: the session has the content of the files. */
  void dismissed(Module module, Change.Kind kind);

  /**
   * If it was not detected before, the session has the content already, and nothing waits for it.
   */
  void changed(Change change);
}
