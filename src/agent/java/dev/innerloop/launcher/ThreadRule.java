package dev.innerloop.launcher;

/**
 * Whether a thread may stay when the app that it runs with is started again: a daemon that waits,
 * in the code of a library, and holds nothing of the app.
 */
final class ThreadRule {

  private final JdkInternals internals;
  private final Reachability reach;
  private final LoadedClasses classes;
  private final LibraryLoop loop;

  ThreadRule(ClassLoader app, JdkInternals internals) {
    this.internals = internals;
    reach = new Reachability(app, internals);
    classes = new LoadedClasses(internals, reach);
    loop = new LibraryLoop(reach, classes, internals);
  }

  /** What is to be known of a thread that must not stay; null if it may. */
  LeftThread left(Thread thread, StackTraceElement[] frames) {
    ThreadStack stack = new ThreadStack(frames);
    if (frames.length == 0) {
      return thread.isAlive() ? new LeftThread(thread, "it begins", LeftThread.End.UNKNOWN) : null;
    }
    String why = objection(thread, stack);
    return why == null ? null : new LeftThread(thread, why, end(thread, stack));
  }

  /** What is to be known of a virtual thread: none stays, as it belongs to no pool. */
  LeftThread virtual(Thread thread) {
    StackTraceElement[] frames = thread.getStackTrace();
    if (frames.length == 0) {
      return new LeftThread(thread, "it begins or ends", LeftThread.End.BY_ITSELF);
    }
    ThreadStack stack = new ThreadStack(frames);
    String why = objection(thread, stack);
    String its = "it is virtual and runs " + CodeName.of(stack.begun());
    return new LeftThread(thread, why == null ? its : why, end(thread, stack));
  }

  private String objection(Thread thread, ThreadStack stack) {
    for (StackTraceElement frame : stack.frames()) {
      if (isOfApp(frame)) {
        return "it runs " + CodeName.of(frame);
      }
    }
    String held = reach.pathToApp(thread);
    if (held != null) {
      return "it holds " + held;
    }
    if (!thread.isDaemon()) {
      return stack.isIdleWorker()
          ? "it is not a daemon, and its executor or timer was not shut down"
          : "it is not a daemon and runs " + CodeName.of(stack.begun());
    }
    if (!stack.isWaiting()) {
      return "it runs " + CodeName.of(stack.begun());
    }
    if (holdsTasks(thread)) {
      return "it has delayed tasks";
    }
    return stack.isIdleWorker() ? null : loop.objection(thread, stack.loop());
  }

  private LeftThread.End end(Thread thread, ThreadStack stack) {
    boolean waitsForOthers = thread.getState() == Thread.State.WAITING || stack.isEndless();
    if (waitsForOthers && !thread.isInterrupted()) {
      return LeftThread.End.BY_OTHERS;
    }
    return isOfApp(stack.begun()) ? LeftThread.End.UNKNOWN : LeftThread.End.BY_ITSELF;
  }

  private boolean isOfApp(StackTraceElement frame) {
    for (Class<?> type : classes.named(frame.getClassName())) {
      if (reach.isOfApp(type.getClassLoader())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Since Java 25 the JDK's scheduler has delayed tasks on its stack, so it is unknown whose they
   * are.
   */
  private boolean holdsTasks(Thread thread) {
    try {
      return !internals.get(thread.getClass(), "restingSize", thread).equals(0);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false; // another thread
    }
  }
}
