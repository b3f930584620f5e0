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
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows fields and arrays, to see whether an object leads to something of an app. */
final class Reachability {

  /** More than the events of Log4j's ring buffer, which are 262,144 in a web app. */
  private static final int MAX_OBJECTS = 1_000_000;

  /** What a loop works on is not much further away. */
  private static final int NEAR_OBJECTS = 2_000;

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
    try {
      Walk walk = walk(root, MAX_OBJECTS);
      return walk.found != null || (!walk.isComplete && otherwise);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // A part of it is closed to us.
      return otherwise;
    }
  }

  /** What of the app an object leads to, in words; null if it leads to nothing of it. */
  String pathToApp(Object root) {
    try {
      Walk walk = walk(root, MAX_OBJECTS);
      return walk.found != null
          ? described(walk.found)
          : walk.isComplete ? null : "more objects than can be checked";
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return "what cannot be checked (" + e + ")";
    }
  }

  /** An object and what it leads to, as long as that is near. */
  Collection<Object> nearest(Object root) throws ReflectiveOperationException {
    return walk(root, NEAR_OBJECTS).seen;
  }

  private static String described(Object found) {
    if (found instanceof ClassLoader) {
      return "the app's class loader";
    }
    String name = typeOf(found).getName();
    int lambda = name.indexOf("$$Lambda");
    if (lambda > 0) {
      return "a lambda of " + name.substring(0, lambda);
    }
    return found instanceof Class ? "the class " + name : "an object of " + name;
  }

  private Walk walk(Object root, int limit) throws ReflectiveOperationException {
    Walk walk = new Walk();
    Deque<Object> next = new ArrayDeque<>();
    next.add(root);
    boolean skipped = false;
    while (!next.isEmpty()) {
      Object each = next.remove();
      if (isOfApp(each)) {
        walk.found = each;
        return walk;
      }
      if (!isEnd(each, root) && walk.seen.add(each)) {
        if (walk.seen.size() > limit) {
          return walk;
        }
        if (each instanceof Object[] && ((Object[]) each).length > limit) {
          skipped = true; // what is near lies beside it
        } else {
          addWhatItHolds(each, next, limit == NEAR_OBJECTS);
        }
      }
    }
    walk.isComplete = !skipped;
    return walk;
  }

  private boolean isOfApp(Object each) {
    return (each instanceof ClassLoader && isOfApp((ClassLoader) each))
        || isOfApp(typeOf(each).getClassLoader());
  }

  private static Class<?> typeOf(Object each) {
    return each instanceof Class
        ? (Class<?>) each
        : each instanceof Member ? ((Member) each).getDeclaringClass() : each.getClass();
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

  /**
   * Whether it leads nowhere: most objects do not.
   *
   * @param all whether instances of classes without such fields are wanted, too
   */
  private boolean isLeaf(Object value, boolean all) throws ReflectiveOperationException {
    if (value == null || value instanceof String) {
      return true;
    }
    Class<?> type = value.getClass();
    return type.isArray()
        ? type.getComponentType().isPrimitive()
        : !all && fields(type).isEmpty() && !isOfApp(value);
  }

  private void addWhatItHolds(Object each, Deque<Object> next, boolean all)
      throws ReflectiveOperationException {
    if (each instanceof Object[]) {
      for (Object element : (Object[]) each) {
        if (!isLeaf(element, all)) {
          next.add(element);
        }
      }
      return;
    }
    for (Field field : fields(each.getClass())) {
      Object value = field.get(each);
      if (!isLeaf(value, all)) {
        next.add(value);
      }
    }
  }

  /** Those of a class and of those that it extends that can hold objects. */
  private List<Field> fields(Class<?> type) throws ReflectiveOperationException {
    List<Field> its = fields.get(type);
    if (its == null) {
      its = new ArrayList<>();
      for (Class<?> each = type; each != null; each = each.getSuperclass()) {
        // A weak reference does not keep anything running.
        for (Field field : each == Reference.class ? new Field[0] : each.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())
              && !field.getType().isPrimitive()
              && !(each == Thread.class && NOT_RUN.contains(field.getName()))) {
            its.add(internals.open(field));
          }
        }
      }
      fields.put(type, its);
    }
    return its;
  }

  /** What was found on the way from an object, nearest first. */
  private static final class Walk {

    final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Something of the app, or null. */
    Object found;

    /** Whether there is no more. */
    boolean isComplete;
  }
}
