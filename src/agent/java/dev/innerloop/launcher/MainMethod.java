package dev.innerloop.launcher;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** The main of a class, as the {@code java} command of this JVM would choose it. */
final class MainMethod {

  private static final double FIRST_WITH_INSTANCE_MAIN = 25;

  private final Class<?> type;
  private final Method method;

  private MainMethod(Class<?> type, Method method) {
    this.type = type;
    this.method = method;
  }

  /**
   * Finds it.
   *
   * @throws NoSuchMethodException if the class has none
   */
  static MainMethod of(Class<?> type) throws NoSuchMethodException {
    Method method = find(type, String[].class);
    if (method == null) {
      method = find(type);
    }
    if (method == null) {
      throw new NoSuchMethodException("Main method not found in class " + type.getName());
    }
    return new MainMethod(type, method);
  }

  /**
   * Prepares the call. By a method handle, not by reflection: its frames do not show in the app's
   * stack traces.
   */
  MethodHandle bind() throws Exception {
    method.setAccessible(true);
    MethodHandle handle = MethodHandles.lookup().unreflect(method);
    if (!Modifier.isStatic(method.getModifiers())) {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      handle = handle.bindTo(constructor.newInstance());
    }
    return method.getParameterCount() == 0
        ? MethodHandles.dropArguments(handle, 0, String[].class)
        : handle;
  }

  private static Method find(Class<?> type, Class<?>... parameters) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      try {
        Method method = at.getDeclaredMethod("main", parameters);
        if (isLaunchable(method, parameters.length)) {
          return method;
        }
      } catch (NoSuchMethodException e) {
        // Its superclass may have one.
        continue;
      }
    }
    return null;
  }

  private static boolean isLaunchable(Method method, int parameters) {
    int modifiers = method.getModifiers();
    if (method.getReturnType() != void.class) {
      return false;
    }
    boolean classic =
        parameters == 1 && Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers);
    return classic
        || (!Modifier.isPrivate(modifiers)
            && Double.parseDouble(System.getProperty("java.specification.version"))
                >= FIRST_WITH_INSTANCE_MAIN);
  }
}
