package dev.innerloop.content.watch;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is watched.
 *
 * @param modules whose sources, resources and output are watched
 * @param poms files that are watched besides
 * @param filters which sources and resources of a module count, by its POM; without one all do
 * @param manifests files and folders that say what is deployed of a module, by its POM
 * @param others files and directories that are delivered as they are, by the POM of the app
 * @param inputs files and folders that plugins of a module's build read besides sources and
 *     resources, by its POM; some may not exist
 */
public record WatchedPaths(
    List<Module> modules,
    List<Path> poms,
    Map<Path, PathFilter> filters,
    Map<Path, List<Path>> manifests,
    Map<Path, List<Path>> others,
    Map<Path, Set<Path>> inputs) {

  public WatchedPaths {
    modules = List.copyOf(modules);
    poms = List.copyOf(poms);
    filters = Map.copyOf(filters);
    manifests = Map.copyOf(manifests);
    others = Map.copyOf(others);
    inputs = Map.copyOf(inputs);
  }

  /** Without files that are delivered as they are, or that plugins read. */
  public WatchedPaths(
      List<Module> modules,
      List<Path> poms,
      Map<Path, PathFilter> filters,
      Map<Path, List<Path>> manifests) {
    this(modules, poms, filters, manifests, Map.of(), Map.of());
  }

  /** Everything of these modules. */
  public static WatchedPaths of(Collection<Module> modules, Collection<Path> poms) {
    return new WatchedPaths(List.copyOf(modules), List.copyOf(poms), Map.of(), Map.of());
  }

  /** How many folders of them the system has to watch: those that there are, with all below. */
  public int folders() {
    Set<Path> all = new HashSet<>();
    for (WatchedDirectory root : WatchedDirectory.of(this)) {
      if (Files.isDirectory(root.path())) {
        try (Stream<Path> below = Files.walk(root.path())) {
          below.filter(Files::isDirectory).forEach(all::add);
        } catch (IOException | UncheckedIOException e) {
          throw new Problem(
              "The folder " + root.path() + " cannot be read: " + e.getMessage() + ".",
              "Make it readable.",
              e);
        }
      }
    }
    return all.size();
  }

  List<Path> manifests(Module module) {
    return manifests.getOrDefault(module.pom(), List.of());
  }

  List<Path> others(Module module) {
    return others.getOrDefault(module.pom(), List.of());
  }

  /** Those of one file each. */
  List<Path> inputFiles(Module module) {
    return inputs(module).filter(WatchedDirectory::isSingleFile).toList();
  }

  List<Path> inputDirectories(Module module) {
    return inputs(module).filter(path -> !WatchedDirectory.isSingleFile(path)).toList();
  }

  private Stream<Path> inputs(Module module) {
    return inputs.getOrDefault(module.pom(), Set.of()).stream();
  }

  boolean counts(WatchedDirectory folder, Path changed) {
    if (folder.kind() == Change.Kind.MANIFESTS
        || folder.kind() == Change.Kind.OTHER_FILES
        || folder.kind() == Change.Kind.INPUTS) {
      return true;
    }
    PathFilter filter = filters.getOrDefault(folder.module().pom(), PathFilter.ALL);
    return filter.accepts(folder.path().relativize(changed));
  }
}
