package dev.innerloop.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/**
 * How much of its former runs, and of former versions of classes, the JVM still holds: few
 * libraries let go of all of an app, and HotSpot keeps what was redefined for as long as the app
 * runs.
 */
final class MetaspaceGrowth {

  private static final long UNKNOWN = -1;

  @GuardedBy("this")
  private int restarts;

  @GuardedBy("this")
  private long first = UNKNOWN;

  /** Counts one more run. */
  synchronized void restarted() {
    restarts++;
  }

  /** Why the next run is better off in a new JVM; null if it is not. */
  synchronized String excess(int maxRestarts, long maxGrowth) {
    if (restarts >= maxRestarts) {
      return "its JVM has restarted it " + restarts + (restarts == 1 ? " time" : " times");
    }
    return excess(maxGrowth);
  }

  /** The same without regard to restarts. */
  synchronized String excess(long maxGrowth) {
    long used = metaspace();
    if (first == UNKNOWN) {
      first = used;
    }
    return used - first > maxGrowth
        ? "its JVM holds " + (used - first >> 20) + " MB of former versions of classes"
        : null;
  }

  private static long metaspace() {
    try {
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        if (pool.getName().equals("Metaspace")) {
          return pool.getUsage().getUsed();
        }
      }
      return UNKNOWN;
    } catch (LinkageError e) {
      // A runtime without java.management: restarts are counted all the same.
      return UNKNOWN;
    }
  }
}
