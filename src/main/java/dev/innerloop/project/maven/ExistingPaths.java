package dev.innerloop.project.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells paths from other texts. A file or directory that was deleted during the session is still
 * what the text means, so that the deletion is a change.
 */
final class ExistingPaths {

  private final Set<Path> seen = new HashSet<>();

  /** Whether there is a file or directory, or was one when it was asked for before. */
  boolean contains(Path path) {
    if (Files.exists(path)) {
      seen.add(path);
    }
    return seen.contains(path);
  }
}
