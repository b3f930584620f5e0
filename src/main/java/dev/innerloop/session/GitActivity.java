package dev.innerloop.session;

import dev.innerloop.content.FileStamp;
import dev.innerloop.event.Event;
import dev.innerloop.project.metadata.GitDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether git is changing the project's files. What it changes is built when it has finished, so
 * that a branch switch is one update: a half-finished one neither compiles nor starts.
 *
 * <p>Git holds {@code index.lock} while it works, and replaces {@code index} at the end. The steps
 * of a rebase or merge do so several times, and files may be reported after their end.
 *
 * <p>Not thread-safe.
 */
final class GitActivity {

  /** After the last trace of git, and the last change of a file. */
  static final Duration SETTLE = Duration.ofMillis(150);

  /** A lock during which nothing changes is a leftover, or belongs to a waiting git commit. */
  static final Duration IDLE = Duration.ofSeconds(3);

  /** Not longer than requests wait. */
  static final Duration LONGEST = Duration.ofSeconds(25);

  private final Set<Path> directories;
  private final Consumer<Event> events;
  private final Map<Path, Optional<FileStamp>> indexes = new HashMap<>();
  private final Map<Path, FileStamp> ignored = new HashMap<>();
  private final Map<Path, Long> locked = new HashMap<>();
  private boolean isActive;
  private long lastTrace;
  private long since;

  private GitActivity(Set<Path> directories, Consumer<Event> events) {
    this.directories = Set.copyOf(directories);
    this.events = events;
    rememberIndexes();
  }

  /** There is no checkout. */
  static GitActivity none() {
    return new GitActivity(Set.of(), event -> {});
  }

  /**
   * In the checkouts that contain these directories.
   *
   * @param events reports a lock that is not waited for
   */
  static GitActivity in(Collection<Path> directories, Consumer<Event> events) {
    Set<Path> found = new LinkedHashSet<>();
    for (Path directory : directories) {
      try {
        GitDirectory.of(directory).ifPresent(git -> found.add(git.own().normalize()));
      } catch (IOException e) {
        // Git itself cannot work in a checkout whose files cannot be read.
        continue;
      }
    }
    return new GitActivity(found, events);
  }

  /**
   * Whether to wait before changes are built.
   *
   * @param now by {@link System#nanoTime()}
   * @param lastChange when the last change of a file was reported, by the same clock
   * @param isComplete whether all files that were detected are complete
   */
  boolean isInProgress(long now, long lastChange, boolean isComplete) {
    for (Path directory : directories) {
      if (isLocked(directory, now, lastChange) || isRecent(directory)) {
        if (!isActive) {
          isActive = true;
          since = now;
        }
        lastTrace = now;
      }
    }
    if (!isActive || now - since > LONGEST.toNanos()) {
      return false;
    }
    long quiet = now - Math.max(lastTrace, lastChange);
    return !isComplete || quiet < SETTLE.toNanos();
  }

  /** The changes so far are being built. */
  void handled() {
    isActive = false;
    rememberIndexes();
  }

  private void rememberIndexes() {
    directories.forEach(directory -> indexes.put(directory, index(directory)));
  }

  private boolean isLocked(Path directory, long now, long lastChange) {
    Path file = directory.resolve("index.lock");
    Optional<FileStamp> lock = FileStamp.ofRegularFile(file);
    if (lock.isEmpty()) {
      locked.remove(directory);
      ignored.remove(directory);
      return false;
    }
    if (lock.get().equals(ignored.get(directory))) {
      return false;
    }
    long first = locked.computeIfAbsent(directory, key -> now);
    if (now - Math.max(first, lastChange) <= IDLE.toNanos()) {
      return true;
    }
    ignored.put(directory, lock.get());
    events.accept(
        new Event.Notice(
            file
                + " exists, but git changes no file: updates do not wait for it any longer. If no"
                + " git command is running, delete it."));
    return false;
  }

  /** Git has written its index since the last update; an old one tells nothing of this save. */
  private boolean isRecent(Path directory) {
    Optional<FileStamp> index = index(directory);
    boolean isOther = !index.equals(indexes.put(directory, index));
    return isOther
        && index.isPresent()
        && index.get().modified().toInstant().isAfter(Instant.now().minus(IDLE));
  }

  private static Optional<FileStamp> index(Path directory) {
    return FileStamp.ofRegularFile(directory.resolve("index"));
  }
}
