package dev.innerloop.reload;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;

/** What a class file says of its class as a nested one. */
final class NestedClass {

  /** Compilers number anonymous classes, and local ones of the same name. */
  private static final Pattern NUMBERED = Pattern.compile("(.*\\$)\\d+([^$]*)");

  private final ClassNode node;
  private final Optional<InnerClassNode> entry;

  NestedClass(ClassNode node) {
    this.node = node;
    this.entry = node.innerClasses.stream().filter(each -> each.name.equals(node.name)).findFirst();
  }

  boolean isNested() {
    return entry.isPresent();
  }

  /**
   * Whether nothing can make an object of it without naming it or a class around it: what looks for
   * classes of some type passes over it.
   */
  boolean isDependent() {
    return entry
        .map(each -> each.outerName == null || (each.access & Opcodes.ACC_STATIC) == 0)
        .orElse(false);
  }

  /** Whether only the code around it names it. */
  boolean isHidden() {
    return isDependent()
        || entry.map(each -> (each.access & Opcodes.ACC_PRIVATE) != 0).orElse(false);
  }

  /** The class that decides who has access to its private members, and to theirs. */
  String nest() {
    return node.nestHostClass == null ? node.name : node.nestHostClass;
  }

  /** What the numbers of a class and of others distinguish; empty if it has none. */
  static Optional<String> numbering(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1) + matcher.group(2)) : Optional.empty();
  }
}
