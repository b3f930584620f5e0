package dev.innerloop.content.watch;

import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.Set;

/**
 * Told that something may have changed. These are hints: they come late, twice or for nothing, and
 * whoever gets one looks for himself. Told in order, from one thread; return quickly.
 */
public interface ChangeListener {

  /** What a change is a change of. */
  enum Kind {
    SOURCES,
    RESOURCES,
    /** What the project says of its Kubernetes resources. */
    MANIFESTS,
    OUTPUT
  }

  /**
   * Something was just touched. One of the calls below follows, for the same module and kind, once
   * that is complete.
   */
  default void noticed(Module module, Kind kind) {}

  /**
   * Sources were saved or deleted, and are complete as far as one can tell.
   *
   * @param files which ones, or folders of them; nobody knows if it is empty
   */
  void sourcesChanged(Module module, Set<Path> files);

  /**
   * Resources were saved or deleted, and are complete as far as one can tell.
   *
   * @param files which ones, or folders of them; nobody knows if it is empty
   */
  void resourcesChanged(Module module, Set<Path> files);

  /**
   * Kubernetes resources of the project were saved or deleted, and are complete as far as one can
   * tell.
   *
   * @param files which ones, or folders of them; nobody knows if it is empty
   */
  void manifestsChanged(Module module, Set<Path> files);

  /**
   * Somebody wrote into the output folder, and has been quiet since.
   *
   * @param files what was written or deleted, or folders of it; nobody knows if it is empty
   */
  void outputChanged(Module module, Set<Path> files);

  void pomChanged(Path pom);
}
