package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What changes in a class but bodies, for users: {@code method visits added in Owner}. */
final class StructuralChange {

  private final ClassNode before;
  private final ClassNode after;
  private final List<String> changes = new ArrayList<>();

  /**
   * @param before the file of the class
   * @param after its next file
   */
  StructuralChange(byte[] before, byte[] after) {
    this.before = read(before);
    this.after = read(after);
  }

  private static ClassNode read(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE);
    return node;
  }

  /** The description, or empty if only bodies change. */
  String description(String simpleName) {
    changes.clear();
    add(constants(before, after), "constant", "added");
    add(constants(after, before), "constant", "removed");
    Set<String> added = methods(before, after);
    Set<String> removed = methods(after, before);
    Set<String> both = new LinkedHashSet<>(added);
    both.retainAll(removed);
    added.removeAll(both);
    removed.removeAll(both);
    add(both, "signature of method", "changed");
    add(added, "method", "added");
    add(removed, "method", "removed");
    long lambdas = lambdas(after) - lambdas(before);
    if (lambdas != 0) {
      long count = Math.abs(lambdas);
      changes.add(
          (count == 1 ? "lambda " : count + " lambdas ") + (lambdas > 0 ? "added" : "removed"));
    }
    return changes.isEmpty() ? "" : String.join(" and ", changes) + " in " + simpleName;
  }

  private void add(Collection<String> names, String kind, String what) {
    if (!names.isEmpty()) {
      changes.add(kind + " " + String.join(", ", names) + " " + what);
    }
  }

  /** Other fields do not come and go without a restart. */
  private static Set<String> constants(ClassNode without, ClassNode with) {
    Set<String> names =
        with.fields.stream()
            .map(field -> field.name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    without.fields.forEach(field -> names.remove(field.name));
    return names;
  }

  private static Set<String> methods(ClassNode without, ClassNode with) {
    Set<String> known =
        without.methods.stream()
            .map(method -> method.name + method.desc)
            .collect(Collectors.toSet());
    return with.methods.stream()
        .filter(StructuralChange::isNamedByUser)
        .filter(method -> !known.contains(method.name + method.desc))
        .map(method -> method.name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isNamedByUser(MethodNode method) {
    return !Lambdas.isLambda(method) && !method.name.startsWith("$");
  }

  private static long lambdas(ClassNode node) {
    return node.methods.stream().filter(Lambdas::isLambda).count();
  }
}
