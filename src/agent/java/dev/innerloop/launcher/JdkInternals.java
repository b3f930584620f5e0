package dev.innerloop.launcher;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is private to the JDK and to libraries: since Java 9, modules are closed to all but agents.
 * By reflection, as our bytecode is Java 8's.
 */
public final class JdkInternals {

  private final Instrumentation instrumentation;

  @GuardedBy("this")
  private final Set<Object> opened = new HashSet<>();

  public JdkInternals(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** A field's value; null names no object for a static one. */
  public Object get(Class<?> type, String name, Object of) throws ReflectiveOperationException {
    return open(type.getDeclaredField(name)).get(of);
  }

  void set(Class<?> type, String name, Object of, Object value)
      throws ReflectiveOperationException {
    open(type.getDeclaredField(name)).set(of, value);
  }

  /** What a method without parameters returns; null names no object for a static one. */
  Object call(Class<?> type, String name, Object of) throws ReflectiveOperationException {
    return open(type.getDeclaredMethod(name)).invoke(of);
  }

  /** What a thread was begun with, or null: then it is a class of its own. */
  Object task(Thread thread) throws ReflectiveOperationException {
    try {
      return get(Thread.class, "target", thread);
    } catch (NoSuchFieldException e) { // since Java 19
      Object holder = get(Thread.class, "holder", thread);
      return get(holder.getClass(), "task", holder);
    }
  }

  /**
   * Defines a class as if its loader had found it.
   *
   * @param beside a class of this loader, from the same place
   * @throws LinkageError if the loader has a class of this name, or if the JVM does not accept it
   */
  public Class<?> define(Class<?> beside, String name, byte[] classFile)
      throws ReflectiveOperationException {
    Method method =
        open(
            ClassLoader.class.getDeclaredMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ProtectionDomain.class));
    try {
      return (Class<?>)
          method.invoke(
              beside.getClassLoader(),
              name,
              classFile,
              0,
              classFile.length,
              beside.getProtectionDomain());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof LinkageError) {
        throw (LinkageError) e.getCause();
      }
      throw e;
    }
  }

  /** All classes that the JVM has loaded, by whatever loader. */
  Class<?>[] loadedClasses() {
    return instrumentation.getAllLoadedClasses();
  }

  /** Whether a class is initialized, which reading one of its static fields would do. */
  boolean isInitialized(Class<?> type) throws ReflectiveOperationException {
    Class<?> unsafe;
    try {
      unsafe = Class.forName("jdk.internal.misc.Unsafe");
    } catch (ClassNotFoundException e) { // Java 8
      unsafe = Class.forName("sun.misc.Unsafe");
    }
    Object the = get(unsafe, "theUnsafe", null);
    Method method = open(unsafe.getDeclaredMethod("shouldBeInitialized", Class.class));
    return !(boolean) method.invoke(the, type);
  }

  /**
   * Makes a field or method accessible.
   *
   * @throws RuntimeException if the JVM refuses
   */
  synchronized <T extends AccessibleObject & Member> T open(T member)
      throws ReflectiveOperationException {
    Class<?> type = member.getDeclaringClass();
    try {
      Method moduleOf = Class.class.getMethod("getModule");
      Object module = moduleOf.invoke(type);
      if (opened.add(module) && (boolean) module.getClass().getMethod("isNamed").invoke(module)) {
        open(module, Collections.singleton(moduleOf.invoke(JdkInternals.class)));
      }
    } catch (NoSuchMethodException e) {
      // Java 8 has no modules, and nothing is closed.
      opened.clear();
    }
    member.setAccessible(true);
    return member;
  }

  private void open(Object module, Set<Object> us) throws ReflectiveOperationException {
    Map<Object, Set<Object>> packages = new HashMap<>();
    for (Object name : (Set<?>) module.getClass().getMethod("getPackages").invoke(module)) {
      packages.put(name, us);
    }
    Instrumentation.class
        .getMethod(
            "redefineModule",
            module.getClass(),
            Set.class,
            Map.class,
            Map.class,
            Set.class,
            Map.class)
        .invoke(
            instrumentation,
            module,
            Collections.emptySet(),
            Collections.emptyMap(),
            packages,
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
