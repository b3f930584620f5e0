package dev.innerloop.agent;

import dev.innerloop.wire.Redefinition;
import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Redefines what is loaded of the app, all in one step. */
final class Redefiner {

  private final Instrumentation instrumentation;
  private final StartupProfile probe;

  Redefiner(Instrumentation instrumentation, StartupProfile probe) {
    this.instrumentation = instrumentation;
    this.probe = probe;
  }

  /**
   * Checks whether classes can be redefined, as far as is known without trying.
   *
   * @return why not, or null
   */
  String check(Collection<Redefinition> changes) {
    return obstacle(loaded(changes));
  }

  private String obstacle(Map<Class<?>, Redefinition> loaded) {
    for (Map.Entry<Class<?>, Redefinition> each : loaded.entrySet()) {
      String obstacle = obstacle(each.getKey(), each.getValue());
      if (obstacle != null) {
        return obstacle;
      }
    }
    return null;
  }

  /**
   * Redefines classes. What is not loaded yet will be loaded from its new file.
   *
   * @param changes with absolute paths
   * @return why not, or null if it is done
   */
  String redefine(Collection<Redefinition> changes) {
    // Asked again: what was not loaded at the first check may be loaded by now.
    Map<Class<?>, Redefinition> loaded = loaded(changes);
    String obstacle = obstacle(loaded);
    if (obstacle != null) {
      return obstacle;
    }
    try {
      List<ClassDefinition> definitions = new ArrayList<>();
      for (Map.Entry<Class<?>, Redefinition> each : loaded.entrySet()) {
        byte[] bytes = Files.readAllBytes(Paths.get(each.getValue().path()));
        definitions.add(new ClassDefinition(each.getKey(), bytes));
      }
      if (!definitions.isEmpty()) {
        instrumentation.redefineClasses(definitions.toArray(new ClassDefinition[0]));
      }
      return null;
    } catch (IOException | ClassNotFoundException | UnmodifiableClassException | LinkageError e) {
      return refusal(e);
    } catch (UnsupportedOperationException | InternalError e) {
      return refusal(e);
    }
  }

  private Map<Class<?>, Redefinition> loaded(Collection<Redefinition> changes) {
    Map<String, Redefinition> byName = new HashMap<>();
    for (Redefinition change : changes) {
      byName.put(change.className(), change);
    }
    Map<Class<?>, Redefinition> loaded = new LinkedHashMap<>();
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      Redefinition change = byName.get(each.getName());
      if (change != null && probe.isCurrent(each)) {
        loaded.put(each, change);
      }
    }
    return loaded;
  }

  private String obstacle(Class<?> loaded, Redefinition change) {
    if (!change.obstacle().isEmpty()) {
      return change.obstacle();
    }
    for (String method : change.methods()) {
      if (probe.hasRun(loaded, method)) {
        return description(method, simpleName(change.className()));
      }
    }
    return null;
  }

  private static String description(String method, String className) {
    String name = method.substring(0, method.indexOf('('));
    if (name.equals("<clinit>")) {
      return "static initialiser changed in " + className;
    }
    if (name.equals("<init>")) {
      return "a constructor of " + className + " ran before the app first served";
    }
    if (name.startsWith("lambda$")) {
      return "a lambda of " + className + " ran before the app first served";
    }
    return "method " + name + " of " + className + " ran before the app first served";
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
  }

  private static String refusal(Throwable e) {
    return Restarter.shortened("the JVM refused to redefine: " + e);
  }
}
