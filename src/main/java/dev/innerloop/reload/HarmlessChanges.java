package dev.innerloop.reload;

import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.RunningForms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/** What was found that needs no restart, as far as the content tells. */
final class HarmlessChanges {

  /** More at once are not worth a try: they are a rebuild, not an edit. */
  static final int MAX_REDEFINED = 2000;

  /** The request is one frame. */
  private static final int MAX_BYTES = 300_000;

  /** In the same frame. */
  private static final int MAX_ADAPTED_BYTES = 600_000;

  private final List<Redefinition> classes = new ArrayList<>();
  private final List<AdaptedClass> adapted = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<String> notLoaded = new ArrayList<>();
  private final List<String> added = new ArrayList<>();
  private final List<String> cosmetic = new ArrayList<>();

  void bodies(String name, Redefinition redefinition) {
    bodies.add(name);
    classes.add(redefinition);
  }

  /** What the JVM accepts in another form than that of its file. */
  void adapted(String name, Redefinition redefinition, AdaptedClass form) {
    adapted.add(form);
    if (form.change().isEmpty()) {
      bodies.add(name);
    }
    classes.add(redefinition);
  }

  boolean hasForms() {
    return !adapted.isEmpty();
  }

  /** The form that a class is to get; empty if that is its file, or if it does not change. */
  Optional<byte[]> form(String className) {
    return adapted.stream()
        .filter(each -> each.className().equals(className))
        .map(AdaptedClass::bytes)
        .findFirst();
  }

  /** What needs a restart only if the app has loaded the class. */
  void unlessLoaded(String name, Redefinition redefinition) {
    notLoaded.add(name);
    classes.add(redefinition);
  }

  void added(String name) {
    added.add(name);
  }

  /** What the app must not have loaded before, under this name. */
  void addedNested(String name, Redefinition redefinition) {
    added.add(name);
    classes.add(redefinition);
  }

  /** The form of a class that is added to a nest that the JVM has. */
  void outsider(AdaptedClass form) {
    adapted.add(form);
  }

  void cosmetic(String name) {
    cosmetic.add(name);
  }

  ReloadPlan plan(List<String> resources, RunningClasses running) {
    RunningForms basis = running.inNestsOf(classes.stream().map(Redefinition::className).toList());
    if (classes.size() > MAX_REDEFINED
        || bytes() + basis.size() > MAX_BYTES
        || adapted.stream().mapToInt(AdaptedClass::size).sum() > MAX_ADAPTED_BYTES) {
      return ReloadPlan.of(
          ReloadStrategy.RESTART, classes.size() + " classes changed, too many to redefine");
    }
    if (!adapted.isEmpty() || !bodies.isEmpty() || !notLoaded.isEmpty()) {
      String redefined = redefined();
      return new ReloadPlan(
          ReloadStrategy.REDEFINE,
          notLoaded.isEmpty() ? ReloadStrategy.REDEFINE : ReloadStrategy.RESTART,
          redefined.isEmpty() ? listed(notLoaded) + " not loaded yet" : redefined,
          classes,
          superclassesFirst(),
          basis);
    }
    if (!resources.isEmpty()) {
      return ReloadPlan.of(ReloadStrategy.RESOURCE, listed(resources));
    }
    if (!added.isEmpty()) {
      return ReloadPlan.of(ReloadStrategy.NONE, "nothing uses " + listed(added) + " yet");
    }
    return ReloadPlan.of(
        ReloadStrategy.NONE,
        cosmetic.isEmpty()
            ? "nothing has changed"
            : "only line numbers changed in " + listed(cosmetic));
  }

  private String redefined() {
    Stream<String> changes =
        adapted.stream().map(AdaptedClass::change).filter(change -> !change.isEmpty());
    Stream<String> others =
        bodies.isEmpty() ? Stream.of() : Stream.of("method bodies changed in " + listed(bodies));
    return Stream.concat(changes, others).collect(Collectors.joining(", "));
  }

  /** Each is defined before others that extend it. */
  private List<AdaptedClass> superclassesFirst() {
    Map<String, AdaptedClass> left = new LinkedHashMap<>();
    adapted.forEach(each -> left.put(each.className(), each));
    List<AdaptedClass> ordered = new ArrayList<>();
    for (AdaptedClass each : adapted) {
      take(each, left, ordered);
    }
    return ordered;
  }

  private static void take(
      AdaptedClass form, Map<String, AdaptedClass> left, List<AdaptedClass> ordered) {
    if (left.remove(form.className()) == null) {
      return;
    }
    ClassReader reader = new ClassReader(form.bytes());
    Stream.concat(Stream.ofNullable(reader.getSuperName()), Stream.of(reader.getInterfaces()))
        .map(name -> left.get(name.replace('/', '.')))
        .filter(Objects::nonNull)
        .toList()
        .forEach(each -> take(each, left, ordered));
    ordered.add(form);
  }

  private int bytes() {
    int bytes = 0;
    for (Redefinition each : classes) {
      bytes += each.className().length() + each.path().length() + each.obstacle().length();
      for (String method : each.methods()) {
        bytes += method.length();
      }
    }
    return bytes;
  }

  private static String listed(List<String> names) {
    return names.size() <= 3
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 2)) + " and " + (names.size() - 2) + " more";
  }
}
