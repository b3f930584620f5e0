package dev.innerloop.content;

import dev.innerloop.content.Origins.Origin;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What replicas should hold of one output directory: decides what a file that is new, changed,
 * incomplete or absent means.
 */
final class OutputContent {

  private final DeliverablePaths paths;
  private final SortedMap<String, PlacedFile> files = new TreeMap<>();

  /** By path in the output directory. */
  private final SortedMap<String, WorkspacePath> incomplete = new TreeMap<>();

  private record PlacedFile(WorkspacePath path, ContentHash hash, Optional<Origin> origin) {}

  /** What is known about the output, and so what the absence of a file means. */
  enum Evidence {
    /** Another build may have emptied the directory to fill it again. */
    SEEN,
    /** All sources of the module were compiled. */
    COMPILED,
    /** A build that we know of completed. */
    BUILT
  }

  /** Holds nothing yet. */
  OutputContent(DeliverablePaths paths) {
    this.paths = paths;
  }

  /** Adds its files to an inventory. */
  void addTo(Map<WorkspacePath, ContentHash> inventory) {
    files.values().forEach(file -> inventory.put(file.path(), file.hash()));
  }

  /** Files that were incomplete when they were last scanned. */
  Collection<WorkspacePath> incomplete() {
    return Collections.unmodifiableCollection(incomplete.values());
  }

  /**
   * Puts files that were written. Incomplete ones keep their former content, if any.
   *
   * @param scanned by path in the output directory
   * @param put receives what is new or changed
   * @param removed receives files that cannot exist any more beside these
   */
  void put(
      ClassPathEntry.Output output,
      Map<String, ScannedFile> scanned,
      Map<WorkspacePath, ContentHash> put,
      Set<WorkspacePath> removed) {
    Origins origins = new Origins(output.module());
    for (Map.Entry<String, ScannedFile> each : scanned.entrySet()) {
      WorkspacePath path = workspacePath(output, each.getKey());
      if (path == null) {
        continue;
      }
      if (each.getValue() instanceof ScannedFile.Complete complete) {
        PlacedFile placed = place(path, each.getKey(), complete, files.get(each.getKey()), origins);
        for (String replaced : besides(each.getKey())) {
          removeDeleted(replaced, removed);
        }
        files.put(each.getKey(), placed);
        put.put(path, placed.hash());
        complete(output, each.getKey());
      } else {
        incomplete(output, each, path);
      }
    }
  }

  /** Removes a file that this session has deleted. */
  void removeDeleted(String path, Set<WorkspacePath> removed) {
    PlacedFile file = files.remove(path);
    if (file != null) {
      removed.add(file.path());
    }
  }

  /** Removes what leaves the inventory because no file or directory exists at a path. */
  void removeAbsent(ClassPathEntry.Output output, String path, Set<WorkspacePath> removed) {
    // '0' follows '/'
    SortedMap<String, PlacedFile> absent = new TreeMap<>(files.subMap(path + "/", path + "0"));
    PlacedFile itself = files.get(path);
    if (itself != null) {
      absent.put(path, itself);
    }
    incomplete.remove(path);
    Origins origins = new Origins(output.module());
    absent.forEach(
        (each, before) -> {
          if (leaves(each, before, Evidence.SEEN, origins)) {
            files.remove(each);
            removed.add(before.path());
          }
        });
  }

  /**
   * The content after the whole directory was scanned; this one does not change.
   *
   * @param scanned all its files, by path in the output directory
   */
  OutputContent after(
      ClassPathEntry.Output output, Map<String, ScannedFile> scanned, Evidence evidence) {
    Origins origins = new Origins(output.module());
    OutputContent next = new OutputContent(paths);
    for (Map.Entry<String, ScannedFile> each : scanned.entrySet()) {
      WorkspacePath path = workspacePath(output, each.getKey());
      if (path == null) {
        continue;
      }
      PlacedFile before = files.get(each.getKey());
      if (each.getValue() instanceof ScannedFile.Complete complete) {
        next.files.put(each.getKey(), place(path, each.getKey(), complete, before, origins));
        next.complete(output, each.getKey());
      } else {
        next.incomplete(output, each, path);
        if (before != null) {
          next.files.put(each.getKey(), before);
        }
      }
    }
    files.forEach(
        (path, before) -> {
          if (!scanned.containsKey(path)
              && next.besides(path).isEmpty()
              && !leaves(path, before, evidence, origins)) {
            next.files.put(path, before);
          }
        });
    return next;
  }

  /**
   * Puts files that were incomplete, of which no event may tell that they are complete by now.
   *
   * @param put receives what is new or changed
   * @param removed receives files that cannot exist any more beside these
   */
  void retry(
      ClassPathEntry.Output output,
      DirectoryScan scan,
      Map<WorkspacePath, ContentHash> put,
      Set<WorkspacePath> removed) {
    if (!incomplete.isEmpty()) {
      SortedMap<String, ScannedFile> scanned = scan.scan(Set.copyOf(incomplete.keySet()));
      incomplete.keySet().retainAll(scanned.keySet());
      put(output, scanned, put, removed);
    }
  }

  /**
   * Files that cannot exist beside one at this path: those below it, as if it were a directory, and
   * those in the place of a directory above it.
   */
  private List<String> besides(String path) {
    // '0' follows '/'
    List<String> others = new ArrayList<>(files.subMap(path + "/", path + "0").keySet());
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      String directory = path.substring(0, end);
      if (files.containsKey(directory)) {
        others.add(directory);
      }
    }
    return others;
  }

  private void incomplete(
      ClassPathEntry.Output output, Map.Entry<String, ScannedFile> scanned, WorkspacePath path) {
    incomplete.put(scanned.getKey(), path);
    if (scanned.getValue() instanceof ScannedFile.Unreadable file) {
      paths.unreadable(output, scanned.getKey(), file.reason());
    }
  }

  private void complete(ClassPathEntry.Output output, String path) {
    incomplete.remove(path);
    paths.readable(output, path);
  }

  /** Null if the file cannot be delivered. */
  private @Nullable WorkspacePath workspacePath(ClassPathEntry.Output output, String path) {
    PlacedFile before = files.get(path);
    return before != null ? before.path() : paths.resolve(output, path);
  }

  private static PlacedFile place(
      WorkspacePath path,
      String inOutput,
      ScannedFile.Complete complete,
      @Nullable PlacedFile before,
      Origins origins) {
    if (before != null && before.hash().equals(complete.hash()) && before.origin().isPresent()) {
      return before;
    }
    Optional<Origin> origin =
        complete.classFile().isPresent()
            ? complete.classFile().flatMap(origins::ofClass)
            : origins.ofResource(inOutput);
    return new PlacedFile(path, complete.hash(), origin);
  }

  /** Whether an absent file leaves the inventory. */
  private static boolean leaves(String path, PlacedFile file, Evidence evidence, Origins origins) {
    return switch (evidence) {
      case BUILT -> true;
      case COMPILED ->
          file.origin()
              .filter(
                  origin ->
                      origins.wasDeleted(origin)
                          || path.endsWith(".class") && origins.wasNotCompiled(origin))
              .isPresent();
      case SEEN -> file.origin().filter(origins::wasDeleted).isPresent();
    };
  }
}
