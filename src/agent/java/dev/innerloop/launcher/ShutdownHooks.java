package dev.innerloop.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shutdown hooks of the JVM, as far as it lets us see them. */
final class ShutdownHooks {

  private final JdkInternals internals;

  ShutdownHooks(JdkInternals internals) {
    this.internals = internals;
  }

  /** Those whose code ends with this app: it is loaded afresh for the next run. */
  List<Thread> own(ClassLoader app) {
    List<Thread> own = registeredUnder(app);
    own.removeIf(hook -> code(hook).getClassLoader() != app);
    return own;
  }

  /** Those that were registered while this app ran: they inherit its loader. */
  List<Thread> registeredUnder(ClassLoader app) {
    List<Thread> hooks = new ArrayList<>();
    try {
      Class<?> type = Class.forName("java.lang.ApplicationShutdownHooks");
      synchronized (type) { // as it does itself
        for (Object hook : ((Map<?, ?>) internals.get(type, "hooks", null)).keySet()) {
          Thread thread = (Thread) hook;
          if (thread.getContextClassLoader() == app || code(thread).getClassLoader() == app) {
            hooks.add(thread);
          }
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // java.lang is not open to us: as if there were none.
      hooks.clear();
    }
    return hooks;
  }

  /** The class of what a thread runs. */
  Class<?> code(Thread thread) {
    if (thread.getClass() != Thread.class) {
      return thread.getClass();
    }
    try {
      Object task = internals.task(thread);
      return task == null ? thread.getClass() : task.getClass();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return thread.getClass();
    }
  }

  /** Runs hooks as the end of the JVM would, all at once, and only once. */
  static void run(List<Thread> hooks) throws InterruptedException {
    for (Thread hook : hooks) {
      Runtime.getRuntime().removeShutdownHook(hook);
      hook.start();
    }
    for (Thread hook : hooks) {
      hook.join();
    }
  }
}
