package dev.innerloop.launcher;

/** A thread that prevents that the app starts again in its JVM. */
final class LeftThread {

  /** What may still end it, now that the app has been ended. */
  enum End {
    /** Its own work, or the time for which it waits for some: it belongs to a library. */
    BY_ITSELF,
    /** Its own work, if that ever ends: it runs the app's code. */
    UNKNOWN,
    /** Another thread that wakes it up, or nothing. */
    BY_OTHERS
  }

  private final Thread thread;
  private final String why;
  private final End end;

  /**
   * @param why what it runs or holds
   */
  LeftThread(Thread thread, String why, End end) {
    this.thread = thread;
    this.why = why;
    this.end = end;
  }

  Thread thread() {
    return thread;
  }

  End end() {
    return end;
  }

  /** For the user: which thread, and whose code it runs. */
  String reason() {
    String name = thread.getName().isEmpty() ? thread.toString() : thread.getName();
    return "thread " + name + " did not end: " + why;
  }
}
