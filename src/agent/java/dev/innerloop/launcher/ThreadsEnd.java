package dev.innerloop.launcher;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for the threads of an app that has been ended, as long as that may be of use. */
final class ThreadsEnd {

  private static final long POLL_MILLIS = 5;

  /**
   * How often threads are seen to wait for others before that counts: one that has been woken up
   * appears to wait until a processor is free for it.
   */
  private static final int CHECKS = 10;

  private final Supplier<List<LeftThread>> threads;
  private final long millis;

  /**
   * @param threads those of the app that live
   * @param millis how long to wait at most
   */
  ThreadsEnd(Supplier<List<LeftThread>> threads, long millis) {
    this.threads = threads;
    this.millis = millis;
  }

  /** One of the threads that did not end, or null. */
  LeftThread await() throws InterruptedException {
    long begin = System.nanoTime();
    int without = 0;
    int stuck = 0;
    while (true) {
      List<LeftThread> left = threads.get();
      // Twice: a thread may have given work to one that was checked before it.
      without = left.isEmpty() ? without + 1 : 0;
      if (without == 2) {
        return null;
      }
      stuck = !left.isEmpty() && areStuck(left) ? stuck + 1 : 0;
      if (stuck == CHECKS
          || (!left.isEmpty()
              && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) > millis)) {
        return lastToEnd(left);
      }
      Thread.sleep(left.isEmpty() ? 0 : POLL_MILLIS);
    }
  }

  /** Whether each waits for another one: what could wake them up waits itself. */
  private static boolean areStuck(List<LeftThread> left) {
    for (LeftThread each : left) {
      if (each.end() != LeftThread.End.BY_OTHERS) {
        return false;
      }
    }
    return true;
  }

  /** The one that is least likely to have ended until the next time. */
  private static LeftThread lastToEnd(List<LeftThread> left) {
    LeftThread last = left.get(0);
    for (LeftThread each : left) {
      if (each.end().compareTo(last.end()) > 0) {
        last = each;
      }
    }
    return last;
  }
}
