package dev.innerloop.launcher;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.security.AccessControlContext;
import java.security.ProtectionDomain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows fields and arrays, to see whether an object leads to something of an app. */
final class Reachability {

  /** What leads to more than that has no place in an idle thread. */
  private static final int MAX_OBJECTS = 50_000;

  /** Of a thread: what it was given when it began, or keeps, but does not run. */
  private static final List<String> NOT_RUN =
      Arrays.asList("contextClassLoader", "threadLocals", "inheritableThreadLocals");

  private final ClassLoader app;
  private final JdkInternals internals;
  private final Map<Class<?>, List<Field>> fields = new HashMap<>();

  Reachability(ClassLoader app, JdkInternals internals) {
    this.app = app;
    this.internals = internals;
  }

  /** Whether a loader is the app's, or finds the app's classes. */
  boolean isOfApp(ClassLoader loader) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each == app) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether what an object leads to is an instance of the app's classes, or such a class.
   *
   * @param otherwise the answer if that is unknown
   */
  boolean leadsToApp(Object root, boolean otherwise) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> next = new ArrayDeque<>();
    next.add(root);
    try {
      while (!next.isEmpty()) {
        Object each = next.remove();
        if (isOfApp(each)) {
          return true;
        }
        if (!isEnd(each, root) && seen.add(each)) {
          if (seen.size() > MAX_OBJECTS) {
            return otherwise;
          }
          addWhatItHolds(each, next);
        }
      }
      return false;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // A part of it is closed to us.
      return otherwise;
    }
  }

  private boolean isOfApp(Object each) {
    if (each instanceof ClassLoader && isOfApp((ClassLoader) each)) {
      return true;
    }
    Class<?> type =
        each instanceof Class
            ? (Class<?>) each
            : each instanceof Member ? ((Member) each).getDeclaringClass() : each.getClass();
    return isOfApp(type.getClassLoader());
  }

  /** Other threads are checked on their own; the rest is memory, but nothing that would run. */
  private static boolean isEnd(Object each, Object root) {
    return each instanceof Class
        || each instanceof ClassLoader
        || (each instanceof Thread && each != root)
        || each instanceof ThreadGroup
        || each instanceof AccessControlContext
        || each instanceof ProtectionDomain;
  }

  private void addWhatItHolds(Object each, Deque<Object> next) throws ReflectiveOperationException {
    if (each instanceof Object[]) {
      for (Object element : (Object[]) each) {
        if (element != null) {
          next.add(element);
        }
      }
      return;
    }
    for (Class<?> type = each.getClass(); type != null; type = type.getSuperclass()) {
      List<Field> its = fields.get(type);
      if (its == null) {
        its = fields(type);
        fields.put(type, its);
      }
      for (Field field : its) {
        Object value = field.get(each);
        if (value != null) {
          next.add(value);
        }
      }
    }
  }

  private List<Field> fields(Class<?> type) throws ReflectiveOperationException {
    List<Field> its = new ArrayList<>();
    // A weak reference does not keep anything running.
    for (Field field : type == Reference.class ? new Field[0] : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())
          && !field.getType().isPrimitive()
          && !(type == Thread.class && NOT_RUN.contains(field.getName()))) {
        its.add(internals.open(field));
      }
    }
    return its;
  }
}
