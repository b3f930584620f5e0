package dev.innerloop.agent;

import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.ContentHash;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;

/**
 * In which form the JVM has classes that were redefined in another one than that of their files.
 */
final class RedefinedForms {

  private final Map<Class<?>, ContentHash> forms = new WeakHashMap<>();

  /**
   * Whether a class is what a change of it was planned for.
   *
   * @param change null if its file is to be taken
   */
  boolean isBase(Class<?> loaded, AdaptedClass change) {
    return Objects.equals(forms.get(loaded), change == null ? null : change.base());
  }

  void redefined(Class<?> loaded, AdaptedClass form) {
    forms.put(loaded, ContentHash.of(form.bytes()));
  }
}
