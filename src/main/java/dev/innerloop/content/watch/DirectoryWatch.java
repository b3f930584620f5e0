package dev.innerloop.content.watch;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeEvent.EventType;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Watches folders that exist, with all below them, until one of them goes. */
final class DirectoryWatch implements Closeable {

  /** Only tells whether a directory is still the same one: inode numbers are reused. */
  private final WatchService identities;

  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final DirectoryWatcher watcher;
  private final CompletableFuture<Void> running;

  /**
   * Starts watching; returns when nothing is missed any more.
   *
   * @param folders of which those that do not exist are left out
   * @param changed receives a changed path below one of the directories, as the directory was given
   * @param lost called when events were lost
   * @param executor runs the watcher's loop
   * @throws IOException if the system refuses, for example because all its watches are used
   */
  DirectoryWatch(Collection<Path> folders, Consumer<Path> changed, Runnable lost, Executor executor)
      throws IOException {
    this.identities = FileSystems.getDefault().newWatchService();
    SortedMap<Path, Path> given = new TreeMap<>(); // by real path, which is what events bear
    try {
      for (Path folder : folders) {
        if (Files.isDirectory(folder)) {
          keys.put(folder, folder.register(identities, StandardWatchEventKinds.ENTRY_CREATE));
          given.put(folder.toRealPath(), folder);
        }
      }
      this.watcher =
          DirectoryWatcher.builder()
              .paths(outermost(given.keySet()))
              .fileHashing(false)
              .listener(new Translator(given, changed, lost))
              .build();
    } catch (IOException e) {
      identities.close();
      throw e;
    }
    this.running = watcher.watchAsync(executor);
    if (running.isCompletedExceptionally()) {
      close();
      throw new IOException("cannot watch " + folders, running.handle((done, e) -> e).join());
    }
  }

  /** A folder below another one is watched with it. */
  private static List<Path> outermost(Collection<Path> sorted) {
    List<Path> outermost = new ArrayList<>();
    for (Path path : sorted) {
      if (outermost.stream().noneMatch(path::startsWith)) {
        outermost.add(path);
      }
    }
    return outermost;
  }

  /** Whether this folder, and not a later one at the same place, is being watched. */
  boolean isWatching(Path folder) {
    WatchKey key = keys.get(folder);
    return key != null && key.isValid() && !running.isDone();
  }

  @Override
  public void close() throws IOException {
    identities.close();
    watcher.close();
  }

  private record Translator(Map<Path, Path> given, Consumer<Path> changed, Runnable lost)
      implements DirectoryChangeListener {

    private Translator {
      given = Map.copyOf(given);
    }

    @Override
    public void onEvent(DirectoryChangeEvent event) {
      Path path = event.path();
      if (event.eventType() == EventType.OVERFLOW || path == null) {
        lost.run();
      } else if (!event.isDirectory() || event.eventType() == EventType.DELETE) {
        given.forEach(
            (real, folder) -> {
              if (path.startsWith(real)) {
                changed.accept(folder.resolve(real.relativize(path)));
              }
            });
      }
    }

    @Override
    public void onException(Exception e) {
      lost.run(); // typically a directory that was deleted while it was read
    }
  }
}
