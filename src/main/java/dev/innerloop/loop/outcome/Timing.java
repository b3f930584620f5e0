package dev.innerloop.loop.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * How long an update took before the replicas were told of it.
 *
 * @param noticed when the change was noticed, by {@link System#nanoTime()}
 * @param noticeMillis from the newest save until then; 0 if nobody knows what was saved
 * @param scanMillis how long it took to find what differs in the output
 */
public record Timing(long noticed, long noticeMillis, long compileMillis, long scanMillis) {

  /** A file that was copied or checked out may be as old as it likes. */
  private static final long LONGEST_NOTICE_MILLIS = 10_000;

  /** Noticed now. */
  public static Timing begin(Collection<Path> saved) {
    long newest = 0;
    for (Path file : saved) {
      try {
        newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
      } catch (IOException e) {
        // Deleted: that has no time.
        continue;
      }
    }
    long millis = System.currentTimeMillis() - newest;
    return new Timing(
        System.nanoTime(), millis < 0 || millis > LONGEST_NOTICE_MILLIS ? 0 : millis, 0, 0);
  }

  /** All that was to be compiled or processed is, now. */
  public Timing compiled() {
    return new Timing(noticed, noticeMillis, millisSinceNoticed(), 0);
  }

  /** What differs is known, now. */
  public Timing scanned() {
    return new Timing(noticed, noticeMillis, compileMillis, millisSinceNoticed() - compileMillis);
  }

  public long millisSinceNoticed() {
    return (System.nanoTime() - noticed) / 1_000_000;
  }
}
