package dev.innerloop.reload;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** The {@code serialVersionUID} of a class, by which Java tells versions of its objects apart. */
final class SerialVersion {

  private SerialVersion() {}

  /**
   * Whether Java may compute it from the members of the class: from a static initializer, from
   * methods and constructors, unless they are private. That of records and enums, and of the
   * classes of enum constants with bodies, is always 0.
   */
  static boolean mayBeComputed(ClassNode node) {
    boolean isFixed =
        (node.access & Opcodes.ACC_ENUM) != 0 || node.superName.equals("java/lang/Record");
    return !isFixed
        && mayBeSerializable(node)
        && node.fields.stream().noneMatch(each -> each.name.equals("serialVersionUID"));
  }

  private static boolean mayBeSerializable(ClassNode node) {
    return !node.superName.equals("java/lang/Object")
        || !node.interfaces.stream()
            .allMatch(each -> each.matches("java/(lang|util/function)/\\w+"));
  }
}
