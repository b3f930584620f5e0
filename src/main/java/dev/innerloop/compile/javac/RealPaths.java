package dev.innerloop.compile.javac;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where the links in the paths of sources lead, which a file manager of javac reads once and then
 * takes for certain.
 */
final class RealPaths {

  private final Map<Path, Path> known = new HashMap<>();

  /** Whether all these directories and sources are, as far as known, where they were before. */
  boolean areStill(Collection<Path> directories, Collection<Path> sources) throws IOException {
    Set<Path> places = new HashSet<>(directories);
    for (Path source : sources) {
      places.add(source.resolveSibling(""));
      if (Files.isSymbolicLink(source)) {
        places.add(source);
      }
    }
    boolean same = true;
    for (Path place : places) {
      if (Files.exists(place)) {
        Path real = place.toRealPath();
        Path before = known.put(place, real);
        same &= before == null || before.equals(real);
      }
    }
    return same;
  }
}
