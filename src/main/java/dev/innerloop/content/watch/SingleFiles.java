package dev.innerloop.content.watch;

import dev.innerloop.content.ChangeTime;
import dev.innerloop.content.FileStamp;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Single files, which are polled: to watch one would mean to watch all of the directory that
 * contains it. They are POMs, manifests, what plugins read, and the targets of links.
 */
final class SingleFiles {

  private final Map<Path, SingleFile> fixed = new HashMap<>();
  private final Map<Path, List<SingleFile>> links = new HashMap<>();

  /**
   * A file that is polled, and what it is a change of.
   *
   * @param stamp empty if it does not exist
   * @param isReadable of which the stamp does not tell
   */
  record SingleFile(
      Path file, Module module, Change.Kind kind, Optional<FileStamp> stamp, boolean isReadable) {

    static SingleFile of(Path file, Module module, Change.Kind kind) {
      return new SingleFile(file, module, kind, stampOf(file), Files.isReadable(file));
    }

    boolean hasChanged() {
      return !stampOf(file).equals(stamp) || Files.isReadable(file) != isReadable;
    }

    SingleFile now() {
      return of(file, module, kind);
    }

    private static Optional<FileStamp> stampOf(Path file) {
      try {
        return Optional.of(FileStamp.of(file));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  static SingleFiles of(WatchedPaths scope) {
    SingleFiles files = new SingleFiles();
    for (Path pom : scope.poms()) {
      // A parent's POM belongs to no module of the session: the first one stands for all.
      Module module =
          scope.modules().stream()
              .filter(each -> each.pom().equals(pom))
              .findFirst()
              .orElseGet(() -> scope.modules().get(0));
      files.fixed.put(pom, SingleFile.of(pom, module, Change.Kind.POM));
    }
    for (Module module : scope.modules()) {
      scope.manifests(module).stream()
          .filter(Files::isRegularFile)
          .forEach(
              file -> files.fixed.put(file, SingleFile.of(file, module, Change.Kind.MANIFESTS)));
      scope.others(module).stream()
          .filter(WatchedDirectory::isSingleFile)
          .forEach(
              file -> files.fixed.put(file, SingleFile.of(file, module, Change.Kind.OTHER_FILES)));
      scope
          .inputFiles(module)
          .forEach(file -> files.fixed.put(file, SingleFile.of(file, module, Change.Kind.INPUTS)));
    }
    return files;
  }

  /** From now on the targets of these links are polled, and no others. */
  void pollLinks(Collection<Path> current, List<WatchedDirectory> directories) {
    links.keySet().retainAll(current);
    for (Path link : current) {
      links.computeIfAbsent(
          link,
          added ->
              directories.stream()
                  .filter(directory -> directory.kind() != Change.Kind.OUTPUT)
                  .filter(directory -> directory.contains(added))
                  .map(directory -> SingleFile.of(added, directory.module(), directory.kind()))
                  .toList());
    }
  }

  /** Those that have changed since the last call. */
  List<SingleFile> poll() {
    List<SingleFile> changed = new ArrayList<>();
    fixed.replaceAll((path, file) -> poll(file, changed));
    links.replaceAll((path, files) -> files.stream().map(file -> poll(file, changed)).toList());
    return changed;
  }

  private static SingleFile poll(SingleFile file, List<SingleFile> changed) {
    if (!file.hasChanged()) {
      return file;
    }
    changed.add(file);
    return file.now();
  }

  /** Those that have changed since a moment, which is another one for each kind. */
  List<SingleFile> changedSince(Function<Change.Kind, Instant> since) {
    return fixed.values().stream()
        .filter(file -> ChangeTime.since(since.apply(file.kind())).isOf(file.file()))
        .toList();
  }
}
