package dev.innerloop.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.WorkingPath;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What an app reads and no module of the session builds: files of its working directory, and
 * directories of other builds on its class path. Exactly the existing files are desired.
 *
 * <p>Safe for use by many threads.
 */
final class OtherFiles {

  private final Function<Path, DirectoryScan> scans;
  private final ContentListener listener;

  /** By directory. */
  @GuardedBy("this")
  private final Map<Path, DirectoryScan> known = new HashMap<>();

  @GuardedBy("this")
  private Map<WorkspacePath, ContentHash> current = Map.of();

  /**
   * @param scans begins to scan a directory
   */
  OtherFiles(Function<Path, DirectoryScan> scans, ContentListener listener) {
    this.scans = scans;
    this.listener = listener;
  }

  /** The paths of an app whose files it delivers. */
  static Set<Path> paths(App app) {
    return roots(app).keySet();
  }

  private static Map<Path, WorkspacePath> roots(App app) {
    Map<Path, WorkspacePath> roots = new LinkedHashMap<>();
    for (WorkingPath path : app.workingPaths()) {
      roots.put(path.path(), WorkspacePath.WORK.resolve(path.name()));
    }
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Directory directory) {
        roots.put(directory.path(), directory.workspacePath());
      }
    }
    return roots;
  }

  /** The files that were desired last. */
  synchronized Map<WorkspacePath, ContentHash> current() {
    return Collections.unmodifiableMap(current);
  }

  /** Whether one of these paths is part of them. */
  static boolean contain(App app, Collection<Path> changed) {
    return changed.stream().anyMatch(path -> paths(app).stream().anyMatch(path::startsWith));
  }

  /** Reads what has changed; incomplete files keep their former content. */
  synchronized Map<WorkspacePath, ContentHash> scan(App app) {
    Map<WorkspacePath, ContentHash> next = new HashMap<>();
    roots(app)
        .forEach(
            (path, target) -> {
              if (Files.isDirectory(path)) {
                put(next, path, target, directory(path).scan());
              } else if (Files.isRegularFile(path)) {
                String name = String.valueOf(path.getFileName());
                SortedMap<String, ScannedFile> file =
                    directory(path.resolveSibling("")).scan(Set.of(name));
                ScannedFile found = file.get(name);
                if (found != null) {
                  put(next, path, target, found);
                }
              }
            });
    current = next;
    return Collections.unmodifiableMap(next);
  }

  @GuardedBy("this")
  private DirectoryScan directory(Path path) {
    return known.computeIfAbsent(path, scans);
  }

  @GuardedBy("this")
  private void put(
      Map<WorkspacePath, ContentHash> next,
      Path directory,
      WorkspacePath target,
      Map<String, ScannedFile> scanned) {
    scanned.forEach(
        (name, file) -> {
          try {
            put(next, directory.resolve(name), target.resolve(name), file);
          } catch (IllegalArgumentException e) {
            listener.leftOut(directory.resolve(name), String.valueOf(e.getMessage()));
          }
        });
  }

  @GuardedBy("this")
  private void put(
      Map<WorkspacePath, ContentHash> next, Path file, WorkspacePath target, ScannedFile scanned) {
    ContentHash before = current.get(target);
    if (scanned instanceof ScannedFile.Complete complete) {
      next.put(target, complete.hash());
    } else if (before != null) {
      next.put(target, before);
    } else if (scanned instanceof ScannedFile.Unreadable unreadable) {
      listener.leftOut(file, "it cannot be read: " + unreadable.reason());
    }
  }
}
