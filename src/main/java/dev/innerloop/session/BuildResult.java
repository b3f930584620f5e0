package dev.innerloop.session;

import dev.innerloop.content.OutputChange;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.PomChange;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The result of building a batch of changes.
 *
 * @param project the project as its POMs are now, if they changed in a way that a session can apply
 * @param output what changed in output directories; empty if nothing did, or if it must not be
 *     delivered because the sources do not compile
 * @param unfinished modules of whose output directory nothing is delivered, because their own build
 *     did not get to its end
 * @param manifests changed Kubernetes resources, by the POM of their module; without files if it is
 *     unknown which ones
 */
record BuildResult(
    Timing timing,
    Optional<PomChange.Applicable> project,
    Optional<Output> output,
    Set<Module> unfinished,
    Map<Path, Set<Path>> manifests) {

  BuildResult {
    unfinished = Set.copyOf(unfinished);
    manifests = Map.copyOf(manifests);
  }

  /**
   * Changed output directories.
   *
   * @param built modules whose own build completed: exactly the files in their output exist
   * @param whole modules that have no other classes any more than those that were compiled now
   * @param written what this session wrote and deleted
   * @param foreign what other programs wrote or deleted; without files if that is unknown
   * @param isUnknown whether anything may have been written: everything is scanned
   */
  record Output(
      Set<Module> built,
      Set<Module> whole,
      Map<Module, OutputChange> written,
      Map<Module, Set<Path>> foreign,
      boolean isUnknown) {

    Output {
      built = Set.copyOf(built);
      whole = Set.copyOf(whole);
      written = Map.copyOf(written);
      foreign = Map.copyOf(foreign);
    }

    /** Whether this session compiled or copied something. */
    boolean isOfCompilation() {
      return !built.isEmpty() || !whole.isEmpty() || !written.isEmpty();
    }
  }

  /** Whether the POM of a module, or of a parent, has changed. */
  boolean hasOtherPom(Module module) {
    return project
        .filter(live -> live.modules().stream().anyMatch(it -> it.pom().equals(module.pom())))
        .isPresent();
  }
}
