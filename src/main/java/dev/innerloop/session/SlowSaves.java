package dev.innerloop.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.content.watch.Change;
import dev.innerloop.event.Event;
import dev.innerloop.ui.Delay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Acknowledges a save whose build takes so long that its user may think that it was not detected.
 * What follows the build has lines of its own.
 */
final class SlowSaves {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Delay delay;
  private final Consumer<Event> events;

  /** Counts builds; odd while one is running. */
  @GuardedBy("this")
  private long builds;

  SlowSaves(Delay delay, Consumer<Event> events) {
    this.delay = delay;
    this.events = events;
  }

  /** A build of these changes begins. */
  synchronized void building(List<Change> changes) {
    builds++;
    if (!changes.isEmpty()) {
      long current = builds;
      Set<Path> files = new HashSet<>();
      changes.forEach(change -> files.addAll(change.files()));
      delay.after(PATIENCE, () -> acknowledge(current, files.size()));
    }
  }

  /** It has ended. */
  synchronized void built() {
    builds++;
  }

  private synchronized void acknowledge(long build, int files) {
    if (build == builds) {
      events.accept(
          new Event.Notice(
              (files == 0 ? "Changes were" : files == 1 ? "1 file was" : files + " files were")
                  + " saved, building..."));
    }
  }
}
