package dev.innerloop.acceptance;

import dev.innerloop.content.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code mvn clean process-classes} on a copy of a project: what a session is held against. */
final class FreshBuild {

  private static final Duration DONE = Duration.ofMinutes(3);

  private final Bench bench;
  private final ProjectCopy project;
  private final AtomicInteger builds = new AtomicInteger();

  FreshBuild(Bench bench, ProjectCopy project) {
    this.bench = bench;
    this.project = project;
  }

  /** The output of the project as it is now; empty if it does not build. */
  Optional<DirectoryContent> output() {
    Path folder = project.folder().resolveSibling("fresh-" + builds.incrementAndGet());
    ProjectCopy copy = ProjectCopy.of(project.folder(), folder);
    MavenRun run = bench.start(bench.maven(copy, "process-classes"));
    if (run.exitCode(DONE) != 0) {
      return Optional.empty();
    }
    DirectoryContent output = DirectoryContent.of(folder.resolve("target/classes"));
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(output);
  }

  /** Paths of files that differ between two builds of the same sources: they prove nothing. */
  SortedSet<String> unstable() {
    SortedMap<String, byte[]> one = output().orElseThrow().files();
    SortedMap<String, byte[]> other = output().orElseThrow().files();
    SortedSet<String> unstable = new TreeSet<>();
    one.forEach(
        (path, bytes) -> {
          if (!Arrays.equals(bytes, other.get(path))) {
            unstable.add(path);
          }
        });
    return unstable;
  }
}
