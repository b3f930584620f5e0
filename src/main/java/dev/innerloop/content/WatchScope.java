package dev.innerloop.content;

import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What is watched.
 *
 * @param modules whose sources, resources and output are watched
 * @param poms files that are watched besides
 * @param filters which files of a module count, by its POM; without one all do
 */
public record WatchScope(List<Module> modules, List<Path> poms, Map<Path, PathFilter> filters) {

  public WatchScope {
    modules = List.copyOf(modules);
    poms = List.copyOf(poms);
    filters = Map.copyOf(filters);
  }

  /** Everything of these modules. */
  public static WatchScope of(Collection<Module> modules, Collection<Path> poms) {
    return new WatchScope(List.copyOf(modules), List.copyOf(poms), Map.of());
  }

  boolean counts(WatchedFolder folder, Path changed) {
    PathFilter filter = filters.getOrDefault(folder.module().pom(), PathFilter.ALL);
    return filter.accepts(folder.path().relativize(changed));
  }
}
