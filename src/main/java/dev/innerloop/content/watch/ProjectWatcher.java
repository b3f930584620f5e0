package dev.innerloop.content.watch;

import dev.innerloop.content.FileTree;
import dev.innerloop.content.watch.LinkedDirectories.Place;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches what a session depends on: sources, resources, manifests, output directories and POMs of
 * its modules.
 *
 * <p>Directories can be created, deleted and recreated. When the system loses events, everything is
 * reported as changed.
 */
public final class ProjectWatcher implements Closeable {

  /**
   * How long to wait for what.
   *
   * @param stable a saved file that did not change for this long is complete
   * @param quiet the last write of another program into an output directory was this long ago; also
   *     how long a source has to be missing to count as deleted, since editors replace files by
   *     deleting them first
   * @param longest a directory in which writes never pause is reported after this time nevertheless
   * @param poll between checks of POMs and of directories that are created and deleted
   * @param idle no write into an output directory for this long: time to scan all of it, which
   *     would delay a save
   */
  public record Timing(
      Duration stable, Duration quiet, Duration longest, Duration poll, Duration idle) {

    public static final Timing DEFAULT =
        new Timing(
            Duration.ofMillis(15),
            Duration.ofMillis(150),
            Duration.ofSeconds(2),
            Duration.ofMillis(250),
            Duration.ofSeconds(5));
  }

  private final WatchedPaths scope;
  private final List<WatchedDirectory> folders;
  private final Predicate<Path> known;
  private final ChangeListener listener;
  private final ExecutorService watching =
      Executors.newCachedThreadPool(DaemonThreads.factory("dev-watch"));
  private final ScheduledExecutorService reporting =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory("dev-changes"));
  private final Debouncer debouncer;

  private final SingleFiles singles;

  /** What is watched with {@link #watch}. */
  private LinkedDirectories directories =
      new LinkedDirectories(List.of(), Set.of(), Set.of(), Set.of());

  private @Nullable DirectoryWatch watch;

  /** Links that were created, deleted or changed since then. */
  private final Set<Path> changedLinks = new HashSet<>();

  private boolean hasLostEvents;

  /**
   * Starts watching; changes after this returns are reported, and those since an earlier moment.
   *
   * @param since the moment that changes of a kind are reported from
   * @param known whether the session already has the content of a file as it is now. An event about
   *     such a file of an output directory is no news; such a saved file is reported without having
   *     been detected. Called from the reporting thread
   * @return stops it when closed; nothing is reported afterwards
   * @throws Problem if the system refuses to watch
   */
  public static ProjectWatcher watch(
      WatchedPaths scope,
      Timing timing,
      Function<Change.Kind, Instant> since,
      Predicate<Path> known,
      ChangeListener listener) {
    ProjectWatcher watcher = new ProjectWatcher(scope, timing, known, listener);
    try {
      watcher.start(timing.poll(), since);
    } catch (IOException e) {
      watcher.close();
      throw new Problem(
          "The project's directories cannot be watched: " + e + ".",
          "On Linux, raise the limits fs.inotify.max_user_watches and max_user_instances.",
          e);
    }
    return watcher;
  }

  private ProjectWatcher(
      WatchedPaths scope, Timing timing, Predicate<Path> known, ChangeListener listener) {
    this.scope = scope;
    this.folders = WatchedDirectory.of(scope);
    this.known = known;
    this.listener = listener;
    this.debouncer = new Debouncer(timing, reporting);
    this.singles = SingleFiles.of(scope);
  }

  private void start(Duration poll, Function<Change.Kind, Instant> since) throws IOException {
    watch = newWatch();
    execute(() -> reportSince(since));
    long nanos = poll.toNanos();
    long often = nanos / 2; // a changed POM is waited for
    reporting.scheduleWithFixedDelay(
        Debouncer.reportingFailures(this::pollSingles), often, often, TimeUnit.NANOSECONDS);
    reporting.scheduleWithFixedDelay(
        Debouncer.reportingFailures(this::pollFolders), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** The watch may have missed what was saved while Maven read the project. */
  private void reportSince(Function<Change.Kind, Instant> since) {
    for (WatchedDirectory folder : folders) {
      if (!folder.isGenerated()) {
        EarlierChanges.of(folder.path(), since.apply(folder.kind()))
            .forEach(path -> touched(folder, path));
      }
    }
    singles.changedSince(since).forEach(this::reportSingle);
  }

  private DirectoryWatch newWatch() throws IOException {
    Set<Path> paths = new LinkedHashSet<>();
    folders.forEach(folder -> paths.add(folder.path()));
    LinkedDirectories found = LinkedDirectories.of(paths);
    DirectoryWatch started =
        new DirectoryWatch(
            found, path -> execute(() -> touched(path)), () -> execute(this::eventsLost), watching);
    directories = found;
    singles.pollLinks(found.files(), folders);
    return started;
  }

  private void execute(Runnable report) {
    try {
      reporting.execute(report);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: nothing is reported any more.
    }
  }

  private void touched(Path path) {
    if (directories.links().contains(path) || Files.isSymbolicLink(path)) {
      changedLinks.add(path);
    }
    folders.forEach(folder -> touched(folder, path));
  }

  private void touched(WatchedDirectory folder, Path path) {
    if (!folder.contains(path) || !scope.counts(folder, path)) {
      return;
    }
    if (!folder.isGenerated()) {
      if (!TemporaryFiles.contain(path)) {
        detected(folder.module(), folder.kind(), path);
        debouncer.onStable(folder, path, files -> reportSaved(folder, files));
      }
    } else if (!known.test(path)) {
      touchedByProgram(folder, path);
    }
  }

  /**
   * What another program has written; if it has deleted generated files, it is not done yet. Of a
   * generated directory that is new, its files count.
   */
  private void touchedByProgram(WatchedDirectory folder, Path path) {
    boolean isOutput = folder.kind() == Change.Kind.OUTPUT;
    if (isOutput || Files.isRegularFile(path)) {
      listener.detected(folder.module(), folder.kind());
      debouncer.onQuiet(folder, Set.of(path), files -> reportUnknown(folder, files));
    }
    if (isOutput) {
      debouncer.onIdle(folder, () -> report(folder, Set.of()));
    }
  }

  private void eventsLost() {
    hasLostEvents = true;
    folders.forEach(this::reportAllOf);
  }

  private void reportAllOf(WatchedDirectory folder) {
    listener.detected(folder.module(), folder.kind());
    debouncer.onQuiet(folder, Set.of(), files -> report(folder, files));
  }

  private void report(WatchedDirectory folder, Set<Path> files) {
    listener.changed(new Change(folder.module(), folder.kind(), files));
  }

  /** Nothing has to wait for a file that was touched, or is saved again with the same content. */
  private void detected(Module module, Change.Kind kind, Path file) {
    if (!known.test(file)) {
      listener.detected(module, kind);
    }
  }

  /** A file that was detected while it was written may be the same as before. */
  private void reportSaved(WatchedDirectory folder, Set<Path> files) {
    boolean isLast =
        folders.stream()
            .filter(other -> other != folder && other.kind() == folder.kind())
            .filter(other -> other.module().equals(folder.module()))
            .noneMatch(debouncer::isAwaiting);
    if (isLast && files.stream().allMatch(known)) {
      listener.dismissed(folder.module(), folder.kind());
    }
    report(folder, files);
  }

  /** By now the session may have read what it wrote itself. */
  private void reportUnknown(WatchedDirectory folder, Set<Path> files) {
    Set<Path> unknown =
        files.stream().filter(file -> !known.test(file)).collect(Collectors.toSet());
    if (unknown.isEmpty() && !files.isEmpty()) {
      listener.dismissed(folder.module(), folder.kind());
    } else {
      report(folder, unknown);
    }
  }

  private void pollSingles() {
    singles.poll().forEach(this::reportSingle);
  }

  private void reportSingle(SingleFiles.SingleFile changed) {
    Path file = changed.file();
    detected(changed.module(), changed.kind(), file);
    debouncer.onStable(
        file,
        file,
        files -> listener.changed(new Change(changed.module(), changed.kind(), Set.of(file))));
  }

  /**
   * Finds directories that were created, deleted, replaced or became readable, of which no event
   * tells.
   */
  private void pollFolders() {
    DirectoryWatch current = watch;
    Set<Path> changed = new HashSet<>(changedLinks);
    List<WatchedDirectory> moved =
        folders.stream().filter(folder -> hasMoved(current, folder.path())).toList();
    for (Place place : directories.places()) {
      if (directories.links().contains(place.shown()) && hasMoved(current, place.shown())) {
        changed.add(place.shown());
      }
    }
    directories.unreadable().stream()
        .filter(path -> Files.isReadable(path) || !Files.exists(path))
        .forEach(changed::add);
    if (!moved.isEmpty() || !changed.isEmpty() || hasLostEvents) {
      changedLinks.clear();
      hasLostEvents = false;
      rewatch(current);
      moved.forEach(this::reportMoved);
      changed.forEach(path -> folders.forEach(folder -> touched(folder, path)));
    }
  }

  private static boolean hasMoved(@Nullable DirectoryWatch current, Path directory) {
    return current == null || current.isWatching(directory) != Files.isDirectory(directory);
  }

  /** A plugin may delete and create a directory each time it runs: what is in it decides. */
  private void reportMoved(WatchedDirectory folder) {
    if (!folder.isGenerated() || folder.kind() == Change.Kind.OUTPUT) {
      reportAllOf(folder);
      return;
    }
    try {
      FileTree.walk(folder.path(), (path, file, stamp) -> touched(folder, file));
    } catch (IOException e) {
      reportAllOf(folder); // it changes while it is read
    }
  }

  /** The new watch starts before the old one ends, so that no event is missed. */
  private void rewatch(@Nullable DirectoryWatch old) {
    try {
      watch = newWatch();
      if (old != null) {
        old.close();
      }
    } catch (IOException e) {
      // The directory was deleted again, or watches ran out for now: the next poll tries again, and
      // until then reports that something may have changed.
    }
  }

  @Override
  public void close() {
    reporting.shutdownNow();
    try {
      boolean unused = reporting.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    DirectoryWatch current = watch;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        throw new Problem(
            "The watch of the project's directories could not be closed: " + e.getMessage(),
            "It ends with this Maven; nothing has to be done.",
            e);
      }
    }
    watching.shutdownNow();
  }
}
