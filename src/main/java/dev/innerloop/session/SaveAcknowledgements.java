package dev.innerloop.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.content.ChangeTime;
import dev.innerloop.content.SavedFiles;
import dev.innerloop.content.watch.Change;
import dev.innerloop.event.Event;
import dev.innerloop.ui.Delay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Acknowledges saves of which no line of an update tells, so that their user does not think that
 * they were not detected: while the build takes long, and when nothing has to be updated.
 */
final class SaveAcknowledgements {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** A file that is saved again and again, such as by another program, is one line. */
  private static final long REPETITION_NANOS = Duration.ofSeconds(5).toNanos();

  private static final int NAMED = 3;

  private final ChangeTime watched;
  private final LongSupplier nanoTime;
  private final Delay delay;
  private final Consumer<Event> events;

  /** Counts builds; odd while one is running. */
  @GuardedBy("this")
  private long builds;

  /** Of another content, a save is another edit: that repairs the one before, for example. */
  private final SavedFiles acknowledged = new SavedFiles();

  /** What was acknowledged last as without an effect, and when it was saved last. */
  private String last = "";

  private long lastAt;

  /**
   * @param watched files that were saved before may be part of what was built
   */
  SaveAcknowledgements(
      ChangeTime watched, LongSupplier nanoTime, Delay delay, Consumer<Event> events) {
    this.watched = watched;
    this.nanoTime = nanoTime;
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

  /** These files were saved, and no app has to be updated. */
  void withoutEffect(List<Path> files) {
    List<Path> recent = files.stream().filter(watched::isOf).toList();
    if (recent.isEmpty()) {
      return;
    }
    List<String> names =
        recent.stream().map(file -> String.valueOf(file.getFileName())).sorted().toList();
    String saved =
        String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
            + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    boolean isRepeated = saved.equals(last) && recent.stream().allMatch(acknowledged::isUnchanged);
    long now = nanoTime.getAsLong();
    if (!isRepeated || now - lastAt > REPETITION_NANOS) {
      events.accept(new Event.Notice(saved + " saved without an effect: nothing to update"));
    }
    last = saved;
    acknowledged.remember(recent);
    lastAt = now;
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
