package dev.innerloop.compile.incremental;

import dev.innerloop.compile.incremental.ModuleSources.Source;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sources of a module to compile.
 *
 * @param present sources, by path below their root
 * @param gone paths of deleted sources
 * @param whole whether it contains all sources of the module
 */
public record CompilationScope(SortedMap<String, Source> present, Set<String> gone, boolean whole) {

  public CompilationScope {
    present = Collections.unmodifiableSortedMap(new TreeMap<>(present));
    gone = Collections.unmodifiableSet(new LinkedHashSet<>(gone));
  }

  public static CompilationScope whole(SortedMap<String, Source> sources) {
    return new CompilationScope(sources, Set.of(), true);
  }

  public boolean isEmpty() {
    return present.isEmpty() && gone.isEmpty() && !whole;
  }

  /** Whether a source that was compiled before does not exist any more. */
  public boolean lacks(String source) {
    return whole ? !present.containsKey(source) : gone.contains(source);
  }

  /** Includes deleted sources, whose classes must be deleted. */
  public SortedSet<String> sources() {
    SortedSet<String> paths = new TreeSet<>(present.keySet());
    paths.addAll(gone);
    return paths;
  }

  public Collection<Path> files() {
    return present.values().stream().map(Source::file).toList();
  }

  /** The scope with additional sources. */
  public CompilationScope and(Set<String> more, SortedMap<String, Source> all) {
    SortedMap<String, Source> union = new TreeMap<>(present);
    for (String path : more) {
      Source source = all.get(path);
      if (source != null) {
        union.putIfAbsent(path, source);
      }
    }
    return new CompilationScope(union, gone, whole);
  }
}
