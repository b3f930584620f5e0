package dev.innerloop.content;

import dev.innerloop.project.Module;

/**
 * Told that something may have changed. These are hints: they come late, twice or for nothing, and
 * whoever gets one looks for himself. Told in order, from one thread; return quickly.
 */
public interface ChangeListener {

  /** What a change is a change of. */
  enum Kind {
    SOURCES,
    RESOURCES,
    OUTPUT
  }

  /**
   * Something was just touched. One of the calls below follows, for the same module and kind, once
   * that is complete.
   */
  default void noticed(Module module, Kind kind) {}

  /** A source was saved, and is complete as far as one can tell. */
  void sourcesChanged(Module module);

  /** A resource was saved, and is complete as far as one can tell. */
  void resourcesChanged(Module module);

  /** Somebody wrote into the output folder, and has been quiet since. */
  void outputChanged(Module module);

  void pomChanged(Module module);
}
