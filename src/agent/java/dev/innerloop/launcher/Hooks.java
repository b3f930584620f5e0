package dev.innerloop.launcher;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shutdown hooks of the JVM, as far as it lets us see them. */
final class Hooks {

  private Hooks() {}

  /** Those that were registered while this app ran: they inherit its loader. */
  static List<Thread> registeredUnder(ClassLoader app) {
    List<Thread> hooks = new ArrayList<>();
    try {
      Class<?> type = Class.forName("java.lang.ApplicationShutdownHooks");
      Field field = type.getDeclaredField("hooks");
      field.setAccessible(true);
      synchronized (type) { // as it does itself
        for (Object hook : ((Map<?, ?>) field.get(null)).keySet()) {
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
  static Class<?> code(Thread thread) {
    if (thread.getClass() != Thread.class) {
      return thread.getClass();
    }
    try {
      Object task;
      try {
        task = field(Thread.class, "target").get(thread);
      } catch (NoSuchFieldException e) { // since Java 19
        Object holder = field(Thread.class, "holder").get(thread);
        task = field(holder.getClass(), "task").get(holder);
      }
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

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
