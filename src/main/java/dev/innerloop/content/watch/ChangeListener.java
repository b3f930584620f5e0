package dev.innerloop.content.watch;

import dev.innerloop.project.Module;

/**
 * Informed of changes of a project. They may be reported late, twice or without need: whoever
 * receives one compares the files with what is known of them. Called in order, from one thread;
 * implementations return quickly.
 */
public interface ChangeListener {

  /**
   * A file was just touched. A {@link Change} of the same module and kind follows once the file is
   * complete.
   */
  void detected(Module module, Change.Kind kind);

  void changed(Change change);
}
