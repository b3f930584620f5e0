package dev.innerloop.launcher;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Tells the app's threads from those of the JVM, and from ours. */
final class AppThreads {

  /** Which code began a thread; gone since Java 24. */
  private static final String CONTEXT = "inheritedAccessControlContext";

  private final Set<Thread> before = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Takes those that run now, but for the one that will run main, for the JVM's. */
  AppThreads() {
    before.addAll(Thread.getAllStackTraces().keySet());
    before.remove(Thread.currentThread());
  }

  /** Those that would keep something of a run alive, or carry it on. */
  List<LeftThread> of(ClassLoader app, JdkInternals internals) {
    ThreadRule rule = new ThreadRule(app, internals);
    List<LeftThread> its = new ArrayList<>();
    for (Thread virtual : virtual(internals)) {
      its.add(rule.virtual(virtual));
    }
    for (Map.Entry<Thread, StackTraceElement[]> other : Thread.getAllStackTraces().entrySet()) {
      if (!isOthers(other.getKey(), app)) {
        LeftThread left = rule.left(other.getKey(), other.getValue());
        if (left != null) {
          its.add(left);
        }
      }
    }
    return its;
  }

  /** Has those that stay, and shutdown hooks of libraries, let go of a run that has ended. */
  void release(ClassLoader app, JdkInternals internals) {
    Reachability reach = new Reachability(app, internals);
    List<Thread> staying = new ShutdownHooks(internals).registeredUnder(app);
    staying.addAll(Thread.getAllStackTraces().keySet());
    for (Thread thread : staying) {
      if (isOthers(thread, app)) {
        continue;
      }
      if (reach.isOfApp(thread.getContextClassLoader())) {
        thread.setContextClassLoader(app.getParent());
      }
      try {
        forgetLocals(thread, "threadLocals", reach, internals);
        forgetLocals(thread, "inheritableThreadLocals", reach, internals);
        Object own = internals.get(Thread.class, CONTEXT, Thread.currentThread());
        internals.set(Thread.class, CONTEXT, thread, own);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // It keeps memory then, but runs nothing.
        continue;
      }
    }
  }

  /** Values, but not keys, keep alive what they lead to. What leads nowhere is left alone. */
  private static void forgetLocals(
      Thread thread, String name, Reachability reach, JdkInternals internals)
      throws ReflectiveOperationException {
    Object locals = internals.get(Thread.class, name, thread);
    if (locals == null) {
      return;
    }
    for (Object entry : (Object[]) internals.get(locals.getClass(), "table", locals)) {
      Object value = entry == null ? null : internals.get(entry.getClass(), "value", entry);
      if (value != null && reach.leadsToApp(value, false)) {
        internals.set(entry.getClass(), "value", entry, null);
        ((Reference<?>) entry).clear(); // stale, as the thread itself finds it then
      }
    }
  }

  /** Virtual threads are in no group; since Java 21 the JDK keeps track of them all the same. */
  private static List<Thread> virtual(JdkInternals internals) {
    List<Thread> virtual = new ArrayList<>();
    Deque<Object> containers = new ArrayDeque<>();
    try {
      Class<?> type = Class.forName("jdk.internal.vm.ThreadContainer");
      Class<?> all = Class.forName("jdk.internal.vm.ThreadContainers");
      containers.add(internals.call(all, "root", null));
      while (!containers.isEmpty()) {
        Object each = containers.remove();
        Collections.addAll(
            containers, ((Stream<?>) internals.call(type, "children", each)).toArray());
        for (Object thread : ((Stream<?>) internals.call(type, "threads", each)).toArray()) {
          if (isVirtual((Thread) thread)) {
            virtual.add((Thread) thread);
          }
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // An older JVM, which has none.
      return virtual;
    }
    return virtual;
  }

  private static boolean isVirtual(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null && group.getName().equals("VirtualThreads");
  }

  private boolean isOthers(Thread thread, ClassLoader app) {
    ThreadGroup group = thread.getThreadGroup();
    return before.contains(thread)
        || group == null // it has just ended
        || (group.getParent() == null && thread.getContextClassLoader() != app) // the JVM's own
        || thread.getName().equals("DestroyJavaVM")
        || thread.getName().startsWith("dev-");
  }
}
