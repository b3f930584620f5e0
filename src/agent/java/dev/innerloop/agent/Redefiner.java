package dev.innerloop.agent;

import dev.innerloop.launcher.JdkInternals;
import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.RedefinitionRequest;
import dev.innerloop.wire.RedefinitionResult;
import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Redefines what is loaded of the app, all in one step. What is added to a nest whose host is
 * loaded is defined right before. Used by one thread.
 */
final class Redefiner {

  private final Instrumentation instrumentation;
  private final StartupProfile probe;
  private final MetaspaceGrowth growth;
  private final Debuggers debuggers;
  private final JdkInternals internals;
  private final RedefinedForms forms;

  /** The names of the classes that were loaded when it was checked last. */
  private Set<String> checked = Collections.emptySet();

  Redefiner(
      Instrumentation instrumentation,
      StartupProfile probe,
      MetaspaceGrowth growth,
      Debuggers debuggers,
      JdkInternals internals) {
    this.instrumentation = instrumentation;
    this.probe = probe;
    this.growth = growth;
    this.debuggers = debuggers;
    this.internals = internals;
    this.forms = new RedefinedForms(probe::isCurrent);
  }

  /**
   * Checks whether classes can be redefined, as far as is known without trying, or redefines them.
   * What is not loaded yet will be loaded from its new file.
   */
  RedefinitionResult carryOut(RedefinitionRequest request) {
    Map<String, AdaptedClass> adapted = new LinkedHashMap<>();
    for (AdaptedClass each : request.adapted()) {
      adapted.put(each.className(), each);
    }
    Map<Class<?>, Redefinition> loaded = loaded(request.classes());
    String obstacle = obstacle(loaded, adapted);
    if (obstacle == null) {
      obstacle = forms.difference(request);
    }
    if (obstacle == null && !loaded.isEmpty()) {
      obstacle = growth.excess(request.maxGrowth());
    }
    if (request.isCheck()) {
      checked = names(loaded.keySet());
    } else if (obstacle == null) {
      obstacle = loadedSinceChecked(loaded.keySet(), adapted);
    }
    if (obstacle != null) {
      return RedefinitionResult.refused(obstacle);
    }
    return request.isCheck()
        ? RedefinitionResult.done(Collections.emptyList())
        : redefine(loaded, adapted);
  }

  private RedefinitionResult redefine(
      Map<Class<?>, Redefinition> loaded, Map<String, AdaptedClass> adapted) {
    Map<Class<?>, AdaptedClass> done = new LinkedHashMap<>();
    try {
      List<ClassDefinition> definitions = new ArrayList<>();
      for (Map.Entry<Class<?>, Redefinition> each : loaded.entrySet()) {
        AdaptedClass form = adapted.get(each.getKey().getName());
        if (form != null) {
          done.put(each.getKey(), form);
        }
        byte[] bytes =
            form == null ? Files.readAllBytes(Paths.get(each.getValue().path())) : form.bytes();
        definitions.add(new ClassDefinition(each.getKey(), bytes));
      }
      done.putAll(define(adapted, names(loaded.keySet())));
      if (!definitions.isEmpty()) {
        instrumentation.redefineClasses(definitions.toArray(new ClassDefinition[0]));
      }
    } catch (IOException | ReflectiveOperationException | UnmodifiableClassException e) {
      return RedefinitionResult.refused(refusal(e));
    } catch (LinkageError e) {
      return RedefinitionResult.refused(refusal(e));
    } catch (UnsupportedOperationException | InternalError e) {
      return RedefinitionResult.refused(refusal(e));
    }
    done.forEach(forms::redefined);
    return RedefinitionResult.done(new ArrayList<>(names(done.keySet())));
  }

  /** Defines what the JVM must not load from files, as a loaded host lacks it in its nest. */
  private Map<Class<?>, AdaptedClass> define(Map<String, AdaptedClass> adapted, Set<String> loaded)
      throws ReflectiveOperationException {
    List<AdaptedClass> missing = new ArrayList<>();
    Set<String> hosts = new HashSet<>();
    for (AdaptedClass each : adapted.values()) {
      if (!each.host().isEmpty() && !loaded.contains(each.className())) {
        missing.add(each);
        hosts.add(each.host());
      }
    }
    Map<Class<?>, AdaptedClass> defined = new LinkedHashMap<>();
    if (missing.isEmpty()) {
      return defined;
    }
    for (Class<?> host : instrumentation.getAllLoadedClasses()) {
      if (hosts.contains(host.getName()) && probe.isCurrent(host)) {
        for (AdaptedClass each : missing) {
          if (each.host().equals(host.getName())) {
            defined.put(internals.define(host, each.className(), each.bytes()), each);
          }
        }
      }
    }
    return defined;
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

  private static Set<String> names(Collection<Class<?>> classes) {
    Set<String> names = new HashSet<>();
    for (Class<?> each : classes) {
      names.add(each.getName());
    }
    return names;
  }

  private String obstacle(Map<Class<?>, Redefinition> loaded, Map<String, AdaptedClass> adapted) {
    for (Map.Entry<Class<?>, Redefinition> each : loaded.entrySet()) {
      AdaptedClass form = adapted.get(each.getKey().getName());
      String obstacle = obstacle(each.getKey(), each.getValue(), form);
      if (obstacle != null) {
        return obstacle;
      }
    }
    return null;
  }

  private String obstacle(Class<?> loaded, Redefinition change, AdaptedClass form) {
    if (!change.obstacle().isEmpty()) {
      return change.obstacle();
    }
    if (form != null && form.addsMethods() && debuggers.mayBeAttached()) {
      return form.change() + " while a debugger is attached";
    }
    for (String method : change.methods()) {
      if (probe.hasRun(loaded, method)) {
        return description(method, simpleName(change.className()));
      }
    }
    return null;
  }

  /** Then it is unknown whether it was loaded from the former file, which its form is made for. */
  private String loadedSinceChecked(
      Collection<Class<?>> loaded, Map<String, AdaptedClass> adapted) {
    for (Class<?> each : loaded) {
      if (adapted.containsKey(each.getName()) && !checked.contains(each.getName())) {
        return simpleName(each.getName()) + " was loaded during the update";
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

  static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
  }

  private static String refusal(Throwable e) {
    return Restarter.shortened("the JVM refused to redefine: " + e);
  }
}
