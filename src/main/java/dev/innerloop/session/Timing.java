package dev.innerloop.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * How long an update took before it was sent to the replicas.
 *
 * @param detected when the change was taken up, by {@link System#nanoTime()}
 * @param detectMillis from the newest save until then; 0 if it is unknown what was saved
 * @param scanMillis how long it took to find what differs in the output
 */
record Timing(long detected, long detectMillis, long compileMillis, long scanMillis) {

  /** A file that was copied or checked out may have any time. */
  private static final long LONGEST_DETECT_MILLIS = 10_000;

  /** Taken up now. */
  static Timing begin(Collection<Path> saved) {
    long newest = 0;
    for (Path file : saved) {
      try {
        newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
      } catch (IOException e) {
        // Deleted: it has no time.
        continue;
      }
    }
    long millis = System.currentTimeMillis() - newest;
    return new Timing(
        System.nanoTime(), millis < 0 || millis > LONGEST_DETECT_MILLIS ? 0 : millis, 0, 0);
  }

  /** Everything is compiled and processed now. */
  Timing compiled() {
    return new Timing(detected, detectMillis, millisSinceDetected(), 0);
  }

  /** What differs is known now. */
  Timing scanned() {
    return new Timing(detected, detectMillis, compileMillis, millisSinceDetected() - compileMillis);
  }

  long millisSinceDetected() {
    return (System.nanoTime() - detected) / 1_000_000;
  }
}
