package dev.innerloop.agent;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** How much of its former runs the JVM still holds: few libraries let go of all of an app. */
final class MetaspaceGrowth {

  private static final long UNKNOWN = -1;

  private int restarts;
  private long first = UNKNOWN;

  /** Counts one more run. */
  void restarted() {
    restarts++;
  }

  /** Why the next run is better off in a new JVM; null if it is not. */
  String excess(int maxRestarts, long maxGrowth) {
    if (restarts >= maxRestarts) {
      return "its JVM has restarted it " + restarts + (restarts == 1 ? " time" : " times");
    }
    long used = metaspace();
    if (first == UNKNOWN) {
      first = used;
    }
    return used - first > maxGrowth
        ? "its JVM holds " + (used - first >> 20) + " MB of classes of former runs"
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
