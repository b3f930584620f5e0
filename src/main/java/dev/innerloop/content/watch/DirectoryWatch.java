package dev.innerloop.content.watch;

import dev.innerloop.content.watch.LinkedDirectories.Place;
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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches directories that exist, with all below them, until one of them is deleted or moved. */
final class DirectoryWatch implements Closeable {

  /** Only tells whether a directory still exists: inode numbers are reused. */
  private final WatchService identities;

  private final Map<Path, Identity> identity = new HashMap<>();
  private final DirectoryWatcher watcher;
  private final CompletableFuture<Void> running;

  /**
   * @param key valid until the directory is deleted
   * @param fileKey another one if the directory was moved away, and another has its path
   */
  private record Identity(WatchKey key, @Nullable Object fileKey) {}

  /**
   * Starts watching; returns when nothing is missed any more.
   *
   * @param changed receives a changed path below one of the directories, as the project knows it
   * @param lost called when events were lost
   * @param executor runs the watcher's loop
   * @throws IOException if the system refuses, for example because all its watches are used
   */
  DirectoryWatch(
      LinkedDirectories directories, Consumer<Path> changed, Runnable lost, Executor executor)
      throws IOException {
    this.identities = FileSystems.getDefault().newWatchService();
    try {
      Set<Path> real = new TreeSet<>();
      for (Place place : directories.places()) {
        real.add(place.real());
        identity.put(
            place.shown(),
            new Identity(
                place.real().register(identities, StandardWatchEventKinds.ENTRY_CREATE),
                fileKey(place.shown())));
      }
      this.watcher =
          DirectoryWatcher.builder()
              .paths(outermost(real))
              .fileHashing(false)
              .listener(new Translator(directories.places(), changed, lost))
              .build();
    } catch (IOException e) {
      identities.close();
      throw e;
    }
    this.running = watcher.watchAsync(executor);
    if (running.isCompletedExceptionally()) {
      close();
      throw new IOException(
          "cannot watch " + identity.keySet(), running.handle((done, e) -> e).join());
    }
  }

  /** A directory below another one is watched with it. */
  private static List<Path> outermost(Set<Path> sorted) {
    List<Path> outermost = new ArrayList<>();
    for (Path path : sorted) {
      if (outermost.stream().noneMatch(path::startsWith)) {
        outermost.add(path);
      }
    }
    return outermost;
  }

  private static @Nullable Object fileKey(Path directory) throws IOException {
    return Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
  }

  /** Whether this directory, and not a later one at the same place, is being watched. */
  boolean isWatching(Path shown) {
    Identity watched = identity.get(shown);
    if (watched == null || !watched.key().isValid() || running.isDone()) {
      return false;
    }
    try {
      return Objects.equals(watched.fileKey(), fileKey(shown));
    } catch (IOException e) {
      return false; // deleted just now
    }
  }

  @Override
  public void close() throws IOException {
    identities.close();
    watcher.close();
  }

  private record Translator(List<Place> places, Consumer<Path> changed, Runnable lost)
      implements DirectoryChangeListener {

    private Translator {
      places = List.copyOf(places);
    }

    @Override
    public void onEvent(DirectoryChangeEvent event) {
      Path path = event.path();
      if (event.eventType() == EventType.OVERFLOW || path == null) {
        lost.run();
      } else if (!event.isDirectory() || event.eventType() == EventType.DELETE) {
        for (Place place : places) {
          if (path.startsWith(place.real())) {
            changed.accept(place.shown().resolve(place.real().relativize(path)));
          }
        }
      }
    }

    @Override
    public void onException(Exception e) {
      lost.run(); // typically a directory that was deleted while it was read
    }
  }
}
