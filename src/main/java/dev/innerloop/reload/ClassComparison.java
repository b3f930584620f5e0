package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.ClassNode;

/** Two versions of one class, compared by meaning: debug information does not count. */
final class ClassComparison {

  private static final Pattern LAMBDA = Pattern.compile("(lambda\\$.*)\\$\\d+\\(.*");

  private final String name;
  private final ClassVersion older;
  private final ClassVersion newer;

  ClassComparison(byte[] older, byte[] newer) {
    this.older = new ClassVersion(older);
    this.newer = new ClassVersion(newer);
    this.name = this.newer.simpleName();
  }

  String className() {
    return newer.className();
  }

  /** Why the running JVM cannot take the newer version; empty if it can. */
  Optional<Obstacle> obstacle() {
    return obstacleBesidesMethods()
        .or(
            () ->
                unlessLoaded(
                    firstPresent(
                        membersObstacle("method", older.declarations(), newer.declarations()),
                        structureObstacle())));
  }

  /** The same without regard to methods, and to what comes and goes with their code. */
  Optional<Obstacle> obstacleBesidesMethods() {
    return headerObstacle()
        .map(reason -> new Obstacle(reason, false))
        .or(() -> unlessLoaded(firstPresent(recordObstacle(), fieldObstacle())));
  }

  private Optional<Obstacle> unlessLoaded(Optional<String> obstacle) {
    boolean unseen = !older.isAnnotated() && !newer.isAnnotated();
    return obstacle.map(reason -> new Obstacle(reason, unseen));
  }

  /** Whether only debug information differs. */
  boolean isEqual() {
    return headerObstacle().isEmpty()
        && structureObstacle().isEmpty()
        && fieldObstacle().isEmpty()
        && membersObstacle("method", older.declarations(), newer.declarations()).isEmpty()
        && changedMethods().isEmpty();
  }

  /** The methods, by name and descriptor, whose bodies differ. */
  List<String> changedMethods() {
    Map<String, byte[]> before = older.bodies();
    List<String> changed = new ArrayList<>();
    newer
        .bodies()
        .forEach(
            (method, body) -> {
              byte[] old = before.get(method);
              if (old != null && !Arrays.equals(old, body)) {
                changed.add(method);
              }
            });
    return changed;
  }

  /** What frameworks see of a class that they find by scanning files. */
  private Optional<String> headerObstacle() {
    ClassNode before = older.declared();
    ClassNode after = newer.declared();
    if (!before.name.equals(after.name)) {
      return Optional.of("class renamed to " + name);
    }
    if (!Objects.equals(before.superName, after.superName)
        || !before.interfaces.equals(after.interfaces)
        || !Objects.equals(before.signature, after.signature)) {
      return Optional.of("supertypes or type parameters changed of " + name);
    }
    if (before.access != after.access) {
      return Optional.of("modifiers changed of " + name);
    }
    if (!Arrays.equals(older.annotations(), newer.annotations())) {
      return Optional.of("annotations changed of " + name);
    }
    return Optional.empty();
  }

  /** Redefining such a record breaks its reflection, or the JVM (JDK-8376185). */
  private Optional<String> recordObstacle() {
    return older.hasTypeAnnotatedComponent() || newer.hasTypeAnnotatedComponent()
        ? Optional.of("record with annotated component types " + name + " changed")
        : Optional.empty();
  }

  private Optional<String> structureObstacle() {
    if (older.declared().version != newer.declared().version) {
      return Optional.of("Java release changed of " + name);
    }
    return Arrays.equals(older.header(), newer.header())
        ? Optional.empty()
        : Optional.of("nested classes or record components changed of " + name);
  }

  private Optional<String> fieldObstacle() {
    Map<String, byte[]> before = older.fields();
    Map<String, byte[]> after = newer.fields();
    Optional<String> member = membersObstacle("field", before, after);
    if (member.isEmpty() && !List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))) {
      return Optional.of("fields reordered in " + name);
    }
    return member;
  }

  private Optional<String> membersObstacle(
      String kind, Map<String, byte[]> before, Map<String, byte[]> after) {
    for (String member : after.keySet()) {
      if (!before.containsKey(member)) {
        return Optional.of(difference(kind, member, "added in ", after, before));
      }
    }
    for (Map.Entry<String, byte[]> member : before.entrySet()) {
      byte[] now = after.get(member.getKey());
      if (now == null) {
        return Optional.of(difference(kind, member.getKey(), "removed from ", before, after));
      }
      if (!Arrays.equals(member.getValue(), now)) {
        return Optional.of(
            "declaration of " + described(kind, member.getKey()) + " changed in " + name);
      }
    }
    return Optional.empty();
  }

  private String difference(
      String kind,
      String member,
      String what,
      Map<String, byte[]> here,
      Map<String, byte[]> there) {
    if (LAMBDA.matcher(member).matches() && lambdas(here.keySet()) == lambdas(there.keySet())) {
      return "lambdas renumbered or captures changed in " + name;
    }
    return described(kind, member) + " " + what + name;
  }

  private static long lambdas(Set<String> methods) {
    return methods.stream().map(LAMBDA::matcher).filter(Matcher::matches).count();
  }

  private static String described(String kind, String member) {
    String plain = member.replaceFirst("[(:].*", "");
    if (plain.startsWith("lambda$")) {
      return "lambda";
    }
    return switch (plain) {
      case "<init>" -> "constructor";
      case "<clinit>" -> "static initialiser";
      default -> kind + " " + plain;
    };
  }

  @SafeVarargs
  private static Optional<String> firstPresent(Optional<String>... candidates) {
    return Arrays.stream(candidates).flatMap(Optional::stream).findFirst();
  }
}
