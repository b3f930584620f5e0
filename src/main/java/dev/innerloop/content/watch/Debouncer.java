package dev.innerloop.content.watch;

import dev.innerloop.content.FileStamp;
import dev.innerloop.content.watch.ProjectWatcher.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Delays reports until what they are about is stable: saved files for a short while without a
 * change, a directory for a quiet period. Reports about the same thing become one.
 *
 * <p>Confined to the executor's one thread.
 */
final class Debouncer {

  private final Timing timing;
  private final ScheduledExecutorService executor;
  private final Map<Object, Saving> saving = new HashMap<>();
  private final Map<Object, Busy> busy = new HashMap<>();
  private final Map<Object, Long> touched = new HashMap<>();

  Debouncer(Timing timing, ScheduledExecutorService executor) {
    this.timing = timing;
    this.executor = executor;
  }

  /** Reports all files that were saved lately, once they stay the same for a while. */
  void onStable(Object about, Path file, Consumer<Set<Path>> report) {
    Saving before = saving.get(about);
    Saving current = before == null ? new Saving() : before;
    current.saved(file);
    if (before == null) {
      saving.put(about, current);
      awaitStable(about, current, report);
    }
  }

  /** Whether saved files of this are not reported yet. */
  boolean isAwaiting(Object about) {
    return saving.containsKey(about);
  }

  private void awaitStable(Object about, Saving current, Consumer<Set<Path>> report) {
    later(
        timing.stable(),
        () -> {
          if (current.isStable()) {
            saving.remove(about);
            report.accept(Set.copyOf(current.files));
          } else {
            if (current.isOverdue()) {
              current.since = System.nanoTime();
              report.accept(Set.copyOf(current.files));
            }
            awaitStable(about, current, report);
          }
        });
  }

  /**
   * Reports once there was no call for a while, or after the longest time of calls.
   *
   * @param files what a call is about; empty if that is unknown
   * @param report receives those of all calls; empty if they are unknown for one of them
   */
  void onQuiet(Object about, Set<Path> files, Consumer<Set<Path>> report) {
    Busy before = busy.get(about);
    Busy current = before == null ? new Busy() : before;
    current.touched(files);
    if (before == null) {
      busy.put(about, current);
      awaitQuiet(about, current, timing.quiet(), report);
    }
  }

  private void awaitQuiet(Object about, Busy current, Duration wait, Consumer<Set<Path>> report) {
    later(
        wait,
        () -> {
          long now = System.nanoTime();
          long quietIn = timing.quiet().toNanos() - (now - current.lastChange);
          long longestIn = timing.longest().toNanos() - (now - current.since);
          if (Math.min(quietIn, longestIn) <= 0) {
            busy.remove(about);
            report.accept(current.files());
          } else {
            awaitQuiet(about, current, Duration.ofNanos(Math.min(quietIn, longestIn)), report);
          }
        });
  }

  /** Reports once there was no call for long. */
  void onIdle(Object about, Runnable report) {
    if (touched.put(about, System.nanoTime()) == null) {
      awaitIdle(about, timing.idle(), report);
    }
  }

  private void awaitIdle(Object about, Duration wait, Runnable report) {
    later(
        wait,
        () -> {
          long last = touched.getOrDefault(about, 0L);
          long left = timing.idle().toNanos() - (System.nanoTime() - last);
          if (left > 0) {
            awaitIdle(about, Duration.ofNanos(left), report);
          } else {
            touched.remove(about);
            report.run();
          }
        });
  }

  private void later(Duration wait, Runnable then) {
    executor.schedule(reportingFailures(then), wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Work for a scheduled executor, which would keep an exception to itself and not run the work
   * again: passes it to the thread's handler for uncaught exceptions.
   */
  static Runnable reportingFailures(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    };
  }

  private static final class Busy {

    private final long since = System.nanoTime();
    private final Set<Path> named = new HashSet<>();
    private long lastChange;
    private boolean unknown;

    void touched(Set<Path> files) {
      lastChange = System.nanoTime();
      named.addAll(files);
      unknown |= files.isEmpty();
    }

    Set<Path> files() {
      return unknown ? Set.of() : Set.copyOf(named);
    }
  }

  private final class Saving {

    private long since = System.nanoTime();
    private final Set<Path> files = new HashSet<>();
    private final Map<Path, Seen> unstable = new HashMap<>();

    private record Seen(Optional<FileStamp> stamp, long at) {}

    void saved(Path file) {
      files.add(file);
      unstable.put(file, new Seen(stamp(file), System.nanoTime()));
    }

    boolean isStable() {
      long now = System.nanoTime();
      for (Iterator<Map.Entry<Path, Seen>> each = unstable.entrySet().iterator();
          each.hasNext(); ) {
        Map.Entry<Path, Seen> entry = each.next();
        Seen before = entry.getValue();
        Optional<FileStamp> stamp = stamp(entry.getKey());
        // Many editors delete or rename a file before they write it: missing counts later.
        Duration enough = stamp.isPresent() ? timing.stable() : timing.quiet();
        if (!stamp.equals(before.stamp())) {
          entry.setValue(new Seen(stamp, now));
        } else if (now - before.at() >= enough.toNanos()) {
          each.remove();
        }
      }
      return unstable.isEmpty();
    }

    boolean isOverdue() {
      return System.nanoTime() - since > timing.longest().toNanos();
    }

    private static Optional<FileStamp> stamp(Path file) {
      try {
        return Optional.of(FileStamp.of(file));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}
