package dev.innerloop.content.watch;

import dev.innerloop.content.FileStamp;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches what a session depends on: sources, resources, manifests, output folders and POMs of its
 * modules.
 *
 * <p>Folders may come, go and come back. Lost events are made up for by hints for everything.
 */
public final class Changes implements Closeable {

  /**
   * How long to wait for what.
   *
   * @param stable a saved file that did not change over this time is complete
   * @param quiet foreign writes into an output folder ended this long ago; also how long a source
   *     has to be missing to count as deleted, since editors replace files by deleting them first
   * @param longest after this time, a folder that is never quiet is told of all the same
   * @param poll between looks at POMs and at folders that come and go
   * @param calm nobody wrote into an output folder for so long: time to look at all of it, which
   *     would delay a save
   */
  public record Timing(
      Duration stable, Duration quiet, Duration longest, Duration poll, Duration calm) {

    public static final Timing DEFAULT =
        new Timing(
            Duration.ofMillis(15),
            Duration.ofMillis(150),
            Duration.ofSeconds(2),
            Duration.ofMillis(250),
            Duration.ofSeconds(5));
  }

  private final WatchScope scope;
  private final List<WatchedFolder> folders;
  private final ChangeListener listener;
  private final ExecutorService watching = Executors.newCachedThreadPool(named("dev-watch"));
  private final ScheduledExecutorService telling =
      Executors.newSingleThreadScheduledExecutor(named("dev-changes"));
  private final Settling settling;

  /** Single files: a watch would have to be of the whole folders that they lie in. */
  private final Map<Path, Optional<FileStamp>> singles = new HashMap<>();

  private final Map<Path, Module> manifests = new HashMap<>();
  private @Nullable FolderWatch watch;

  /**
   * Starts watching; what changes after this returns is told.
   *
   * @return ends it when closed; nothing is told afterwards
   * @throws Problem if the system refuses to watch
   */
  public static Changes watch(WatchScope scope, Timing timing, ChangeListener listener) {
    Changes changes = new Changes(scope, timing, listener);
    try {
      changes.start(timing.poll());
    } catch (IOException e) {
      changes.close();
      throw new Problem(
          "The project's folders cannot be watched: " + e + ".",
          "On Linux, raise the limits fs.inotify.max_user_watches and max_user_instances.",
          e);
    }
    return changes;
  }

  private Changes(WatchScope scope, Timing timing, ChangeListener listener) {
    this.scope = scope;
    this.folders = WatchedFolder.of(scope);
    for (Module module : scope.modules()) {
      scope.manifests(module).stream()
          .filter(Files::isRegularFile)
          .forEach(file -> manifests.put(file, module));
    }
    scope.poms().forEach(pom -> singles.put(pom, stamp(pom)));
    manifests.keySet().forEach(file -> singles.put(file, stamp(file)));
    this.listener = listener;
    this.settling = new Settling(timing, telling);
  }

  private void start(Duration poll) throws IOException {
    watch = newWatch();
    long nanos = poll.toNanos();
    long often = nanos / 3; // somebody waits for what a changed POM brings
    telling.scheduleWithFixedDelay(
        Guarded.by(this::lookAtSingles), often, often, TimeUnit.NANOSECONDS);
    telling.scheduleWithFixedDelay(Guarded.by(this::look), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private FolderWatch newWatch() throws IOException {
    Set<Path> paths = new LinkedHashSet<>();
    folders.forEach(folder -> paths.add(folder.path()));
    return new FolderWatch(
        paths, path -> tell(() -> changed(path)), () -> tell(this::everything), watching);
  }

  private void tell(Runnable hint) {
    try {
      telling.execute(hint);
    } catch (RejectedExecutionException e) {
      // closed meanwhile: nobody wants to know
    }
  }

  private void changed(Path path) {
    for (WatchedFolder folder : folders) {
      if (folder.contains(path) && scope.counts(folder, path)) {
        if (folder.kind() == ChangeListener.Kind.OUTPUT) {
          listener.noticed(folder.module(), folder.kind());
          settling.afterQuiet(folder, Set.of(path), files -> tell(folder, files));
          settling.afterCalm(folder, () -> tell(folder, Set.of()));
        } else if (!TemporaryFiles.contain(path)) {
          listener.noticed(folder.module(), folder.kind());
          settling.afterSave(folder, path, files -> tell(folder, files));
        }
      }
    }
  }

  private void everything() {
    folders.forEach(this::lookAtAll);
  }

  private void lookAtAll(WatchedFolder folder) {
    settling.afterQuiet(folder, Set.of(), files -> tell(folder, files));
  }

  private void tell(WatchedFolder folder, Set<Path> files) {
    switch (folder.kind()) {
      case SOURCES -> listener.sourcesChanged(folder.module(), files);
      case RESOURCES -> listener.resourcesChanged(folder.module(), files);
      case MANIFESTS -> listener.manifestsChanged(folder.module(), files);
      case OUTPUT -> listener.outputChanged(folder.module(), files);
    }
  }

  private void lookAtSingles() {
    singles.replaceAll(
        (file, before) -> {
          Optional<FileStamp> now = stamp(file);
          if (now.isPresent() && !now.equals(before)) {
            settling.afterSave(file, file, files -> tellOf(file));
          }
          return now.isPresent() ? now : before;
        });
  }

  private void tellOf(Path file) {
    Module module = manifests.get(file);
    if (module == null) {
      listener.pomChanged(file);
    } else {
      listener.manifestsChanged(module, Set.of(file));
    }
  }

  /** Finds what no event tells of. */
  private void look() {
    FolderWatch current = watch;
    List<WatchedFolder> moved =
        folders.stream()
            .filter(
                folder ->
                    current == null
                        || current.isWatching(folder.path()) != Files.isDirectory(folder.path()))
            .toList();
    if (!moved.isEmpty()) {
      rewatch(current);
      moved.forEach(this::lookAtAll);
    }
  }

  /** The new watch is there before the old one goes, so that nothing is missed. */
  private void rewatch(@Nullable FolderWatch old) {
    try {
      watch = newWatch();
      if (old != null) {
        old.close();
      }
    } catch (IOException e) {
      // A folder went again, or watches ran out for now: the next look tries again, and until then
      // says that something may have changed.
    }
  }

  private static Optional<FileStamp> stamp(Path file) {
    try {
      return Optional.of(FileStamp.of(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    telling.shutdownNow();
    try {
      telling.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    FolderWatch current = watch;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        throw new Problem("The watch of the project's folders did not end.", "Ignore it.", e);
      }
    }
    watching.shutdownNow();
  }
}
