package dev.innerloop.content.watch;

/** Work for a scheduled executor, which keeps what is thrown to itself. */
final class Guarded {

  private Guarded() {}

  /** The same work; what it throws goes where an uncaught exception of its thread goes. */
  static Runnable by(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    };
  }
}
