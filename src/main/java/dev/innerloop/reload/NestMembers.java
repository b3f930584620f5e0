package dev.innerloop.reload;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;

/**
 * The nested classes of a class that come and go. The JVM takes another list of them, as reflection
 * shows it, but no other nest.
 */
final class NestMembers {

  private final ClassNode running;
  private final ClassNode newer;
  private final String simpleName;

  /**
   * @param newer is changed
   */
  NestMembers(ClassNode running, ClassNode newer, String simpleName) {
    this.running = running;
    this.newer = newer;
    this.simpleName = simpleName;
  }

  /** Whether some come or go. */
  boolean differ() {
    return !names(running).equals(names(newer)) || !members(running).equals(members(newer));
  }

  /**
   * Keeps the nest, and gives another class the nested classes of the newer one.
   *
   * @throws NotAdaptableException if frameworks may have looked for nested classes
   */
  void align(ClassNode extended) throws NotAdaptableException {
    UnseenMembers seen = new UnseenMembers(newer);
    if (seen.mayBeOfFramework()) {
      requireNoMember(newer, names(running), "added in ");
      requireNoMember(running, names(newer), "removed from ");
    }
    newer.nestMembers = running.nestMembers;
    Set<String> before = names(running);
    Set<String> after = names(newer);
    extended.innerClasses.removeIf(
        each -> before.contains(each.name) && !after.contains(each.name));
    nested(newer).stream()
        .filter(each -> !before.contains(each.name))
        .forEach(extended.innerClasses::add);
  }

  private void requireNoMember(ClassNode with, Set<String> others, String what)
      throws NotAdaptableException {
    for (InnerClassNode each : nested(with)) {
      if (with.name.equals(each.outerName) && !others.contains(each.name)) {
        throw new NotAdaptableException("class " + each.innerName + " " + what + simpleName);
      }
    }
  }

  private static Set<String> members(ClassNode node) {
    return node.nestMembers == null ? Set.of() : Set.copyOf(node.nestMembers);
  }

  private static Set<String> names(ClassNode node) {
    return nested(node).stream()
        .map(each -> each.name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<InnerClassNode> nested(ClassNode node) {
    return node.innerClasses.stream()
        .filter(each -> each.name.startsWith(node.name + "$"))
        .toList();
  }
}
