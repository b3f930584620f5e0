package dev.innerloop.problem;

/** What users read of an app in a container that needs more memory than it may use. */
public final class MemoryAdvice {

  private MemoryAdvice() {}

  /**
   * Its process was killed, by whom is not known.
   *
   * @param limit of the container, such as {@code 1Gi}
   */
  public static String killed(String limit) {
    return "the app was killed (exit code 137), usually because its container exceeded its memory"
        + " limit of "
        + limit
        + "; to raise it: <resources><memory> in the POM";
  }

  /**
   * Its JVM has thrown an OutOfMemoryError. Follows an article or a pronoun.
   *
   * @param limit of the container, such as {@code " of 1Gi"}; empty if it is not known
   */
  public static String heapIsFull(String limit) {
    return "heap is full, which is by default 70 % of the container's memory limit"
        + limit
        + "; to raise it: <resources><memory> in the POM";
  }

  /** The kernel has killed its container for exceeding the limit. */
  public static String limitExceeded() {
    return "To raise it: <resources><memory> in the POM. Besides the heap, a JVM needs memory for"
        + " classes, threads and buffers.";
  }
}
