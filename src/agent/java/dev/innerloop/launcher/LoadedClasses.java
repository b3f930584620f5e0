package dev.innerloop.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes that the JVM has loaded: a stack names them, but does not say by which loader. */
final class LoadedClasses {

  private final Class<?>[] all;
  private final Map<String, List<Class<?>>> byName = new HashMap<>();
  private final List<Class<?>> ofApp = new ArrayList<>();

  LoadedClasses(JdkInternals internals, Reachability reach) {
    all = internals.loadedClasses();
    for (Class<?> each : all) {
      List<Class<?>> same = byName.get(each.getName());
      if (same == null) {
        byName.put(each.getName(), Collections.<Class<?>>singletonList(each));
      } else {
        List<Class<?>> more = new ArrayList<>(same);
        more.add(each);
        byName.put(each.getName(), more);
      }
      if (reach.isOfApp(each.getClassLoader())) {
        ofApp.add(each);
      }
    }
  }

  /** All of that name; none if the JVM hides it. */
  List<Class<?>> named(String name) {
    List<Class<?>> named = byName.get(name);
    return named == null ? Collections.<Class<?>>emptyList() : named;
  }

  /** Whether the app has a class that can stand where the type is asked for. */
  boolean hasSubtypeOfApp(Class<?> type) {
    return hasSubtype(type, ofApp);
  }

  boolean hasSubtype(Class<?> type) {
    return hasSubtype(type, Arrays.asList(all));
  }

  private static boolean hasSubtype(Class<?> type, List<Class<?>> candidates) {
    for (Class<?> each : candidates) {
      if (each != type && type.isAssignableFrom(each)) {
        return true;
      }
    }
    return false;
  }
}
