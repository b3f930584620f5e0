package dev.innerloop.project.maven;

import dev.innerloop.content.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import org.apache.maven.plugin.MojoExecution;

/**
 * A step of a build that generates something.
 *
 * @param reads files and directories, which need not exist; none if that is unknown
 * @param builds directories below the build directory that it names: it writes them, or reads what
 *     another step has written
 * @param delivers files and directories in the output directory that it names
 * @param mayOnlyAdd whether all that it names are directories of sources and resources, which it
 *     may only add to the project
 */
record GeneratingStep(
    MojoExecution execution,
    Set<Path> reads,
    Set<Path> builds,
    Set<Path> delivers,
    boolean mayOnlyAdd) {

  GeneratingStep {
    reads = Set.copyOf(reads);
    builds = Set.copyOf(builds);
    delivers = Set.copyOf(delivers);
  }

  /** Whether it may write a directory, a part of it, or what it is a part of. */
  boolean names(Path directory) {
    return overlap(builds, Set.of(directory)) || overlap(delivers, Set.of(directory));
  }

  /** Whether it may read what another step writes. */
  boolean mayRead(GeneratingStep other) {
    return overlap(builds, other.builds);
  }

  boolean delivers(GeneratingStep other) {
    return overlap(delivers, other.delivers);
  }

  private static boolean overlap(Collection<Path> some, Collection<Path> others) {
    return some.stream()
        .anyMatch(
            one ->
                others.stream().anyMatch(other -> one.startsWith(other) || other.startsWith(one)));
  }

  /** Whether there is something for it to read. */
  boolean hasInput() throws IOException {
    for (Path path : reads) {
      if (Files.isRegularFile(path) || !FileTree.files(path).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
