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
record Suspects(Set<Path> files, boolean everything) {

  static final Suspects NONE = new Suspects(Set.of(), false);
  static final Suspects EVERYTHING = new Suspects(Set.of(), true);

  Suspects {
    files = Set.copyOf(files);
  }

  static Suspects of(Collection<Path> files) {
    return new Suspects(Set.copyOf(files), false);
  }

  Suspects and(Suspects others) {
    if (everything || others.everything) {
      return EVERYTHING;
    }
    Set<Path> all = new HashSet<>(files);
    all.addAll(others.files);
    return new Suspects(all, false);
  }
}
