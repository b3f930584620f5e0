package dev.innerloop.reload;

import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.RunningForms;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of the classes in the JVM of one replica. */
public final class RunningClasses {

  private final boolean acceptsAddedMethods;
  private final boolean definesClasses;
  private final Map<String, byte[]> adapted;

  private RunningClasses(
      boolean acceptsAddedMethods, boolean definesClasses, Map<String, byte[]> adapted) {
    this.acceptsAddedMethods = acceptsAddedMethods;
    this.definesClasses = definesClasses;
    this.adapted = adapted;
  }

  /** Those of an app that was started, and since then redefined by nothing but its files. */
  public static RunningClasses asDelivered() {
    return new RunningClasses(false, false, Map.of());
  }

  /**
   * The same classes in a JVM that was asked.
   *
   * @param accepts whether it redefines classes with added private methods
   * @param defines whether classes that are added to a nest can be defined there
   */
  public RunningClasses inJvm(boolean accepts, boolean defines) {
    return new RunningClasses(accepts, defines, adapted);
  }

  /** The classes after some were redefined in other forms than those of their files. */
  public RunningClasses with(Collection<AdaptedClass> redefined) {
    Map<String, byte[]> all = new HashMap<>(adapted);
    redefined.forEach(each -> all.put(each.className(), each.bytes()));
    return new RunningClasses(acceptsAddedMethods, definesClasses, all);
  }

  boolean acceptsAddedMethods() {
    return acceptsAddedMethods;
  }

  boolean definesClasses() {
    return definesClasses;
  }

  /** The forms that classes have, as far as they may be in the nest of one of these. */
  RunningForms inNestsOf(Collection<String> classNames) {
    Map<String, ContentHash> forms = new HashMap<>();
    RunningForms.inNestsOf(classNames, adapted)
        .forEach((name, bytes) -> forms.put(name, ContentHash.of(bytes)));
    return new RunningForms(forms);
  }

  boolean hasForms() {
    return !adapted.isEmpty();
  }

  /** The form in which the JVM has a class; empty if that is its file. */
  Optional<byte[]> adapted(String className) {
    return Optional.ofNullable(adapted.get(className)).map(byte[]::clone);
  }
}
