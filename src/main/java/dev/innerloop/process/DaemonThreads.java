package dev.innerloop.process;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes named threads that do not keep the JVM of Maven running. */
public final class DaemonThreads {

  private static final String PREFIX = "dev-";

  private DaemonThreads() {}

  /** A thread that is not started yet. */
  public static Thread named(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Whether it is a thread of this plugin, whose names all begin in the same way. */
  public static boolean isOne(Thread thread) {
    return thread.getName().startsWith(PREFIX);
  }

  /** Makes threads of one name, for executors with a single thread or with equal ones. */
  public static ThreadFactory factory(String name) {
    return task -> named(name, task);
  }

  /** Makes threads whose names are the prefix and a number, starting with 1. */
  public static ThreadFactory numbered(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> named(prefix + number.incrementAndGet(), task);
  }
}
