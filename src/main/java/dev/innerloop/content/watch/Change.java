package dev.innerloop.content.watch;

import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Something of the project changed, and is complete as far as one can tell.
 *
 * @param module that it belongs to; for the POM of a parent, the first module that is watched
 * @param files what was saved or deleted, or directories of it; empty if that is unknown
 */
public record Change(Module module, Kind kind, Set<Path> files) {

  /** What a change is a change of. */
  public enum Kind {
    SOURCES,
    RESOURCES,
    /**
     * The project's own Kubernetes resources, and what their ConfigMaps and Secrets are made of.
     */
    MANIFESTS,
    /** What plugins of the build read besides: grammars, schemas, filter files. */
    INPUTS,
    /** The output directory: classes and resources that another program wrote. */
    OUTPUT,
    /** Files that the app reads from its working directory, or that another build made for it. */
    OTHER_FILES,
    POM
  }

  /**
   * What changes are merged by.
   *
   * @param pom of the module
   */
  public record Subject(Path pom, Kind kind) {}

  public Change {
    files = Set.copyOf(files);
  }

  public Subject subject() {
    return new Subject(module.pom(), kind);
  }

  /** Both of two changes of the same subject. */
  public Change and(Change other) {
    return new Change(module, kind, union(files, other.files));
  }

  /** Both sets of files; unknown if one of them is. */
  public static Set<Path> union(Set<Path> some, Set<Path> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return Set.of();
    }
    Set<Path> union = new HashSet<>(some);
    union.addAll(others);
    return union;
  }
}
