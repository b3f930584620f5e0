package dev.innerloop.agent;

import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.RedefinitionRequest;
import dev.innerloop.wire.RunningForms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;

/**
 * In which form the JVM has classes that were redefined in another one than that of their files.
 */
final class RedefinedForms {

  private final Map<Class<?>, ContentHash> forms = new WeakHashMap<>();
  private final Predicate<Class<?>> isCurrent;

  /**
   * @param isCurrent whether a class is one of the app as it runs now
   */
  RedefinedForms(Predicate<Class<?>> isCurrent) {
    this.isCurrent = isCurrent;
  }

  /**
   * Whether the nests of all classes of a request are what it was planned for: how one member may
   * be redefined depends on what the others have come to, be they part of the request or not.
   *
   * @return what is wrong, in words for users; null if nothing is
   */
  String difference(RedefinitionRequest request) {
    Set<String> changed = new HashSet<>();
    request.classes().forEach(each -> changed.add(each.className()));
    request.adapted().forEach(each -> changed.add(each.className()));
    RunningForms actual = current().inNestsOf(changed);
    String name = request.basis().inNestsOf(changed).firstDifference(actual);
    if (name == null) {
      return null;
    }
    return Redefiner.simpleName(name)
        + (actual.contains(name)
            ? " was redefined before, in a way that this session does not know"
            : " was loaded again after this session had redefined it");
  }

  private RunningForms current() {
    Map<String, ContentHash> current = new HashMap<>();
    forms.forEach(
        (loaded, form) -> {
          if (isCurrent.test(loaded)) {
            current.put(loaded.getName(), form);
          }
        });
    return new RunningForms(current);
  }

  void redefined(Class<?> loaded, AdaptedClass form) {
    forms.put(loaded, ContentHash.of(form.bytes()));
  }
}
