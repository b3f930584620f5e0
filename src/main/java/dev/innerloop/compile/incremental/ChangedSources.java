package dev.innerloop.compile.incremental;

import dev.innerloop.compile.incremental.ModuleSources.Source;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files that may have changed.
 *
 * @param files known changes; may be directories, and may not exist any more
 * @param everything whether changes are unknown, so that all files must be checked
 */
public record ChangedSources(Set<Path> files, boolean everything) {

  public static final ChangedSources NONE = new ChangedSources(Set.of(), false);
  public static final ChangedSources EVERYTHING = new ChangedSources(Set.of(), true);

  public ChangedSources {
    files = Set.copyOf(files);
  }

  public static ChangedSources of(Collection<Path> files) {
    return new ChangedSources(Set.copyOf(files), false);
  }

  public ChangedSources and(ChangedSources others) {
    if (everything || others.everything) {
      return EVERYTHING;
    }
    Set<Path> all = new HashSet<>(files);
    all.addAll(others.files);
    return new ChangedSources(all, false);
  }

  /** What has changed of a module; empty if that concerns sources that are not known. */
  public Optional<CompilationScope> since(CompiledState known) throws IOException {
    Module module = known.inputs().module();
    Set<String> named = new HashSet<>();
    boolean mayBeAny = everything;
    for (Path file : files) {
      Optional<String> path = ModuleSources.path(module, file);
      path.ifPresent(named::add);
      mayBeAny |= path.isEmpty(); // possibly a directory
    }
    CompilationScope scope = mayBeAny ? ofAll(known, named) : ofNamed(known, named);
    // Their annotations hold for all that is in the package.
    return scope.sources().stream().anyMatch(path -> path.endsWith("package-info.java"))
        ? Optional.empty()
        : Optional.of(scope);
  }

  private static CompilationScope ofAll(CompiledState known, Set<String> named) throws IOException {
    SortedMap<String, Source> present = new TreeMap<>(ModuleSources.of(known.inputs().module()));
    Set<String> gone = new HashSet<>(known.sources().keySet());
    gone.removeAll(present.keySet());
    present
        .entrySet()
        .removeIf(
            each ->
                !named.contains(each.getKey())
                    && each.getValue().stamp().equals(known.sources().get(each.getKey())));
    return new CompilationScope(present, gone, false);
  }

  private static CompilationScope ofNamed(CompiledState known, Set<String> named)
      throws IOException {
    SortedMap<String, Source> present = new TreeMap<>();
    Set<String> gone = new HashSet<>();
    for (String path : named) {
      Optional<Source> source = ModuleSources.find(known.inputs().module(), path);
      if (source.isPresent()) {
        present.put(path, source.get());
      } else if (known.sources().containsKey(path)) {
        gone.add(path);
      }
    }
    return new CompilationScope(present, gone, false);
  }
}
