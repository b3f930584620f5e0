package dev.innerloop.compile;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Files that may have changed.
 *
 * @param files known changes; may be directories, and may not exist any more
 * @param everything whether changes are unknown, so that all files must be checked
 */
record ChangedSources(Set<Path> files, boolean everything) {

  static final ChangedSources NONE = new ChangedSources(Set.of(), false);
  static final ChangedSources EVERYTHING = new ChangedSources(Set.of(), true);

  ChangedSources {
    files = Set.copyOf(files);
  }

  static ChangedSources of(Collection<Path> files) {
    return new ChangedSources(Set.copyOf(files), false);
  }

  ChangedSources and(ChangedSources others) {
    if (everything || others.everything) {
      return EVERYTHING;
    }
    Set<Path> all = new HashSet<>(files);
    all.addAll(others.files);
    return new ChangedSources(all, false);
  }
}
