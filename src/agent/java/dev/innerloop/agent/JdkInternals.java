package dev.innerloop.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * Lets us see threads and shutdown hooks of the app: since Java 9, {@code java.lang} is closed to
 * all but agents. By reflection, as our bytecode is Java 8's.
 */
final class JdkInternals {

  private final Instrumentation instrumentation;
  private boolean open;

  JdkInternals(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  synchronized void open() {
    if (open) {
      return;
    }
    open = true;
    try {
      Method moduleOf = Class.class.getMethod("getModule");
      Class<?> module = Class.forName("java.lang.Module");
      Map<String, Set<Object>> opened =
          Collections.singletonMap(
              "java.lang", Collections.singleton(moduleOf.invoke(JdkInternals.class)));
      Instrumentation.class
          .getMethod(
              "redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
          .invoke(
              instrumentation,
              moduleOf.invoke(Object.class),
              Collections.emptySet(),
              Collections.emptyMap(),
              opened,
              Collections.emptySet(),
              Collections.emptyMap());
    } catch (ReflectiveOperationException e) {
      // Java 8 has no modules, and nothing is closed. What stays closed is taken for empty.
      return;
    }
  }
}
