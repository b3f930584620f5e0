package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
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
    add(fields(before, after, true), "constant", "added");
    add(fields(after, before, true), "constant", "removed");
    Set<String> come = fields(before, after, false);
    Set<String> gone = fields(after, before, false);
    add(common(come, gone), "type of static field", "changed");
    add(come, "static field", "added");
    add(gone, "static field", "removed");
    add(classes(before, after), "class", "added");
    add(classes(after, before), "class", "removed");
    count("anonymous class", "anonymous classes", anonymous(after) - anonymous(before));
    Set<String> added = methods(before, after);
    Set<String> removed = methods(after, before);
    add(common(added, removed), "signature of method", "changed");
    add(added, "method", "added");
    add(removed, "method", "removed");
    count("lambda", "lambdas", lambdas(after) - lambdas(before));
    return changes.isEmpty() ? "" : String.join(" and ", changes) + " in " + simpleName;
  }

  private void count(String one, String many, long more) {
    if (more != 0) {
      long count = Math.abs(more);
      changes.add((count == 1 ? one : count + " " + many) + (more > 0 ? " added" : " removed"));
    }
  }

  /** Moves the names that are in both out of them. */
  private static Set<String> common(Set<String> added, Set<String> removed) {
    Set<String> both = new LinkedHashSet<>(added);
    both.retainAll(removed);
    added.removeAll(both);
    removed.removeAll(both);
    return both;
  }

  private void add(Collection<String> names, String kind, String what) {
    if (!names.isEmpty()) {
      changes.add(kind + " " + String.join(", ", names) + " " + what);
    }
  }

  /** Fields of objects do not come and go without a restart. */
  private static Set<String> fields(ClassNode without, ClassNode with, boolean constant) {
    Set<String> known =
        without.fields.stream().map(field -> field.name + field.desc).collect(Collectors.toSet());
    return with.fields.stream()
        .filter(field -> (field.value != null) == constant)
        .filter(field -> !known.contains(field.name + field.desc))
        .map(field -> field.name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> classes(ClassNode without, ClassNode with) {
    Set<String> known =
        without.innerClasses.stream().map(each -> each.name).collect(Collectors.toSet());
    return direct(with)
        .filter(each -> each.innerName != null && !known.contains(each.name))
        .map(each -> each.innerName)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static long anonymous(ClassNode node) {
    return direct(node).filter(each -> each.innerName == null).count();
  }

  /** The nested classes that the source has, without those in them. */
  private static Stream<InnerClassNode> direct(ClassNode node) {
    String prefix = node.name + "$";
    return node.innerClasses.stream()
        .filter(each -> each.name.startsWith(prefix) && each.name.indexOf('$', prefix.length()) < 0)
        .filter(each -> (each.access & Opcodes.ACC_SYNTHETIC) == 0);
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
    return !Lambdas.isLambda(method) && !method.name.matches("[$<].*");
  }

  private static long lambdas(ClassNode node) {
    return node.methods.stream().filter(Lambdas::isLambda).count();
  }
}
