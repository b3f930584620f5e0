package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * Whether to try a restart inside the JVM again after something has prevented it: ever more seldom,
 * as trying costs the user a second or more. It may have been edited away. What ends by itself,
 * such as a passing request, does not count.
 */
final class RestartBackoff {

  private static final int MAX_SKIPPED = 15;

  @GuardedBy("this")
  private String why = "";

  @GuardedBy("this")
  private int skipped;

  @GuardedBy("this")
  private int left;

  /** What speaks against trying now, or null; counts as a time that it was not tried. */
  synchronized String objection() {
    if (left == 0) {
      return null;
    }
    left--;
    return "not tried, as before: " + why;
  }

  synchronized void failed(String reason) {
    why = reason;
    skipped = Math.min(MAX_SKIPPED, 2 * skipped + 1);
    left = skipped;
  }

  synchronized void succeeded() {
    skipped = 0;
  }
}
