package dev.innerloop.session;

import dev.innerloop.content.BuildDirectories;
import dev.innerloop.content.ChangeTime;
import dev.innerloop.content.FileStamp;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.KnownFiles;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What plugins of the project generate when the session runs them. An event about such a file is no
 * news: building because of it would never end. For any thread.
 */
final class GeneratedFiles {

  private final KnownFiles known = new KnownFiles();
  private final Set<Path> directories = ConcurrentHashMap.newKeySet();

  private final Map<Path, Set<Path>> changedInLastRun = new ConcurrentHashMap<>();

  /** Whether a file is as a plugin of this session left it, or found it when it ran last. */
  boolean contains(Path file) {
    return known.contains(file);
  }

  /**
   * Plugins have read these inputs.
   *
   * @param begun when they began: what was saved since, they may not have read
   */
  void read(Module module, Collection<Path> inputs, Instant begun) {
    Map<Path, FileStamp> read = stamps(inputs);
    read.keySet().removeIf(ChangeTime.since(begun)::isOf);
    ran(module, read, inputs, Set.of());
    changedInLastRun.remove(module.pom()); // saved by the user
  }

  /**
   * Plugins have run.
   *
   * @param before the inputs before they ran: what changed since may have been saved by the user,
   *     unless it changes in each run, because a plugin writes it itself
   * @param unread those of the inputs that plugins read that have not run
   */
  void ran(
      Module module,
      Map<Path, FileStamp> before,
      Collection<Path> inputs,
      Collection<Path> unread) {
    for (Path directory : generated(module)) {
      if (Files.isDirectory(directory)) {
        directories.add(directory);
      }
      stamps(List.of(directory)).forEach(known::put);
    }
    Set<Path> changedBefore = changedInLastRun.getOrDefault(module.pom(), Set.of());
    Set<Path> changed = new HashSet<>();
    Map<Path, FileStamp> read = stamps(inputs);
    read.keySet().removeIf(file -> unread.stream().anyMatch(file::startsWith));
    read.forEach(
        (file, stamp) -> {
          boolean isChanged = !stamp.equals(before.get(file));
          if (isChanged) {
            changed.add(file);
          }
          if (!isChanged || changedBefore.contains(file)) {
            known.put(file, stamp);
          }
        });
    changedInLastRun.put(module.pom(), changed);
  }

  /** The files as they are now. */
  Map<Path, FileStamp> stamps(Collection<Path> paths) {
    Map<Path, FileStamp> stamps = new HashMap<>();
    try {
      for (Path path : paths) {
        FileStamp.ofRegularFile(path).ifPresent(stamp -> stamps.put(path, stamp));
        FileTree.walk(path, (name, file, stamp) -> stamps.put(file, stamp));
      }
    } catch (IOException e) {
      throw new Problem(
          "A file that plugins of the project read or write cannot be read: "
              + e.getMessage()
              + ".",
          "Check the permissions of the directory, then save again.",
          e);
    }
    return stamps;
  }

  /** Whether something has deleted a directory of generated files, such as {@code mvn clean}. */
  boolean isDeleted(Module module) {
    return generated(module).stream()
        .anyMatch(directory -> directories.contains(directory) && !Files.exists(directory));
  }

  private static List<Path> generated(Module module) {
    BuildDirectories built = BuildDirectories.of(module);
    List<Path> generated = new ArrayList<>();
    Stream.concat(module.sourceRoots().stream(), module.resourceRoots().stream())
        .filter(built::contains)
        .filter(root -> !root.equals(module.generatedSources()))
        .forEach(generated::add);
    return generated;
  }
}
