package dev.innerloop.launcher;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a thread of a library does from one wait to the next, such as to clean up what nobody uses
 * any more. Objects that only its stack holds cannot be seen, so each object that its methods work
 * on must be found elsewhere, and must not lead to the app.
 */
final class LibraryLoop {

  /** What is deeper is in the midst of work, and has more in its hands than can be known. */
  private static final int MAX_FRAMES = 6;

  private final Reachability reach;
  private final LoadedClasses classes;
  private final JdkInternals internals;

  LibraryLoop(Reachability reach, LoadedClasses classes, JdkInternals internals) {
    this.reach = reach;
    this.classes = classes;
    this.internals = internals;
  }

  /**
   * What speaks against that a thread goes on with it, or null.
   *
   * @param thread one that does not lead to the app
   */
  String objection(Thread thread, List<StackTraceElement> frames) {
    if (frames.size() > MAX_FRAMES) {
      return "it runs " + CodeName.of(frames.get(frames.size() - 1));
    }
    try {
      List<Object> held = new ArrayList<>(reach.nearest(thread));
      Object task = internals.task(thread);
      if (task != null) {
        held.addAll(reach.nearest(task));
      }
      for (StackTraceElement frame : frames) {
        String objection = objection(frame, held);
        if (objection != null) {
          return objection;
        }
      }
      return null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return "it cannot be known what it holds (" + e + ")";
    }
  }

  private String objection(StackTraceElement frame, List<Object> held)
      throws ReflectiveOperationException {
    List<Class<?>> named = classes.named(frame.getClassName());
    if (named.isEmpty()) {
      return unknown(frame);
    }
    for (Class<?> type : named) {
      List<Object> statics = new ArrayList<>();
      for (Field field : statics(type)) {
        Object value = internals.open(field).get(null);
        String found = value == null ? null : reach.pathToApp(value);
        if (found != null) {
          return field.getDeclaringClass().getName() + "." + field.getName() + " holds " + found;
        }
        if (value != null) {
          statics.addAll(reach.nearest(value));
        }
      }
      if (!isKnown(type, frame.getMethodName(), held, statics)) {
        return unknown(frame);
      }
    }
    return null;
  }

  private static String unknown(StackTraceElement frame) {
    return "it cannot be known what " + CodeName.of(frame) + " holds";
  }

  /** Of a class, those that it extends, and those around it, as far as they are initialized. */
  private List<Field> statics(Class<?> type) throws ReflectiveOperationException {
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      types.add(each);
    }
    for (Class<?> each = type.getEnclosingClass(); each != null; each = each.getEnclosingClass()) {
      types.add(each);
    }
    List<Field> statics = new ArrayList<>();
    for (Class<?> each : types) {
      // What threads have in common is the JVM's: its default handler is reset with it.
      if (each != Thread.class && internals.isInitialized(each)) {
        for (Field field : each.getDeclaredFields()) {
          if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            statics.add(field);
          }
        }
      }
    }
    return statics;
  }

  /** Whether it is known on which objects each method of that name works. */
  private boolean isKnown(Class<?> type, String name, List<Object> held, List<Object> statics) {
    boolean isFound = false;
    for (Method method : type.getDeclaredMethods()) {
      if (!method.getName().equals(name)) {
        continue;
      }
      isFound = true;
      if (!Modifier.isStatic(method.getModifiers()) && !isKnown(type, held, statics)) {
        return false;
      }
      Class<?>[] types = method.getParameterTypes();
      Type[] declared = method.getGenericParameterTypes();
      for (int i = 0; i < types.length; i++) {
        boolean anything = i < declared.length && declared[i] instanceof TypeVariable;
        if (anything || !(isHarmless(types[i]) || isKnown(types[i], held, statics))) {
          return false;
        }
      }
    }
    return isFound;
  }

  /** Whether it runs nothing: an object of which no more is known is a lock, or is waited for. */
  private static boolean isHarmless(Class<?> parameter) {
    return parameter.isPrimitive()
        || parameter == Object.class
        || parameter == String.class
        || parameter.isEnum()
        || (parameter.isArray() && parameter.getComponentType().isPrimitive());
  }

  private boolean isKnown(Class<?> type, List<Object> held, List<Object> statics) {
    if (classes.hasSubtypeOfApp(type)) {
      return false;
    }
    if (isStateless(type) && !classes.hasSubtype(type)) {
      return true;
    }
    return hasInstance(held, type) || hasInstance(statics, type);
  }

  private static boolean isStateless(Class<?> type) {
    if (type.isInterface()) {
      return false;
    }
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasInstance(List<Object> objects, Class<?> type) {
    for (Object each : objects) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }
}
