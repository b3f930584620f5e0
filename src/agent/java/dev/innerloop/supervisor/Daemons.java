package dev.innerloop.supervisor;

/** Threads that never keep the supervisor alive, with the small stacks that they need. */
final class Daemons {

  private static final long STACK_BYTES = 256 * 1024;

  private Daemons() {}

  static Thread start(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
