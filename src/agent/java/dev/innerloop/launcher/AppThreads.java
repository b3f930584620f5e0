package dev.innerloop.launcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Tells the app's threads from those of the JVM, and from ours. */
final class AppThreads {

  private final Set<Thread> before = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Takes those that run now, but for the one that will run main, for the JVM's. */
  AppThreads() {
    before.addAll(all());
    before.remove(Thread.currentThread());
  }

  /**
   * Those that would keep something of a run alive: any that is no daemon, was begun under the
   * app's loader, or is in its code right now.
   */
  List<Thread> of(ClassLoader app, LoadedClasses classes) {
    List<Thread> its = new ArrayList<>();
    Set<String> names = null;
    for (Thread thread : all()) {
      if (isOthers(thread, app)) {
        continue;
      }
      if (!thread.isDaemon()
          || thread.getContextClassLoader() == app
          || thread.getClass().getClassLoader() == app) {
        its.add(thread);
        continue;
      }
      if (names == null) {
        names = classes.namesOf(app);
      }
      if (isIn(names, thread)) {
        its.add(thread);
      }
    }
    return its;
  }

  private boolean isOthers(Thread thread, ClassLoader app) {
    ThreadGroup group = thread.getThreadGroup();
    return before.contains(thread)
        || group == null // it has just ended
        || (group.getParent() == null && thread.getContextClassLoader() != app) // the JVM's own
        || thread.getName().equals("DestroyJavaVM")
        || thread.getName().startsWith("dev-");
  }

  private static boolean isIn(Set<String> names, Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (names.contains(frame.getClassName())) {
        return true;
      }
    }
    return false;
  }

  private static List<Thread> all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + 64];
    int count = root.enumerate(threads, true);
    while (count == threads.length) {
      threads = new Thread[2 * threads.length];
      count = root.enumerate(threads, true);
    }
    List<Thread> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(threads[i]);
    }
    return list;
  }
}
