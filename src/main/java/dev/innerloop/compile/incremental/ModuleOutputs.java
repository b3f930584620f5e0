package dev.innerloop.compile.incremental;

import java.util.HashSet;
import java.util.Set;

/**
 * The files in a module's output directories that are known to come from its sources, and may
 * therefore be deleted.
 *
 * <p>Other files may be created by plugins, such as classes unpacked from a dependency.
 *
 * @param sources known sources, by path below their root
 * @param resources resources of the last scan, by path below their root
 * @param classes classes written by javac, by path in the output directory
 * @param generated sources written by annotation processors
 */
public record ModuleOutputs(
    Set<String> sources, Set<String> resources, Set<String> classes, Set<String> generated) {

  public static final ModuleOutputs NONE =
      new ModuleOutputs(Set.of(), Set.of(), Set.of(), Set.of());

  public ModuleOutputs {
    sources = Set.copyOf(sources);
    resources = Set.copyOf(resources);
    classes = Set.copyOf(classes);
    generated = Set.copyOf(generated);
  }

  /** After a build of the project's own, which may have been given any of these sources. */
  public ModuleOutputs withBuilt(Set<String> compiled, Set<String> processed, Set<String> present) {
    Set<String> allSources = new HashSet<>(sources);
    allSources.addAll(compiled);
    allSources.addAll(processed);
    Set<String> allGenerated = new HashSet<>(generated);
    allGenerated.addAll(processed);
    return new ModuleOutputs(allSources, present, classes, allGenerated);
  }

  /** After a build of the project's own from these sources, which leaves no classes of others. */
  public ModuleOutputs withSources(Set<String> present) {
    return new ModuleOutputs(present, resources, Set.of(), generated);
  }

  public ModuleOutputs withResources(Set<String> present) {
    return new ModuleOutputs(sources, present, classes, generated);
  }

  /** After a publication; sources that are gone have no classes any more, and can be forgotten. */
  public ModuleOutputs withPublished(
      Set<String> compiled, Set<String> classes, Set<String> generated) {
    return new ModuleOutputs(compiled, resources, classes, generated);
  }

  /** After the publication of what came from some sources. */
  public ModuleOutputs withPart(
      Set<String> compiled, Set<String> gone, Set<String> written, Set<String> deleted) {
    return new ModuleOutputs(
        changed(sources, compiled, gone), resources, changed(classes, written, deleted), generated);
  }

  /** The same instance where nothing changes, as in nearly every save. */
  private static Set<String> changed(Set<String> set, Set<String> added, Set<String> removed) {
    if (set.containsAll(added) && removed.stream().noneMatch(set::contains)) {
      return set;
    }
    Set<String> changed = new HashSet<>(set);
    changed.addAll(added);
    changed.removeAll(removed);
    return changed;
  }
}
