package dev.innerloop.reload;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Brings a class into a form that works although not all classes of its nest are in it. Private
 * members are reached by {@link PrivateAccess}; private constructors of outsiders are not private
 * any more.
 */
final class NestAccess {

  private static final String LINK = "$private";
  private static final int FROM_JAVA_11 = Opcodes.V11;

  private final ClassNode node;
  private final Nests.Nest nest;
  private final String simpleName;
  private final boolean isOutsider;

  /**
   * @param node the file of the class, which is changed
   */
  NestAccess(ClassNode node, Nests.Nest nest) {
    this.node = node;
    this.nest = nest;
    this.simpleName = node.name.substring(node.name.lastIndexOf('/') + 1).replace('$', '.');
    this.isOutsider = nest.isOutsider(node);
  }

  /** Whether the class cannot run as its file is. */
  boolean isNeeded() {
    return isOutsider || crossings(node.methods);
  }

  private boolean crossings(List<MethodNode> methods) {
    for (MethodNode method : methods) {
      for (AbstractInsnNode each : method.instructions) {
        if ((each instanceof FieldInsnNode field && isHidden(field))
            || (each instanceof MethodInsnNode call && isHidden(call))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Adapts the class. */
  void adapt() throws NotAdaptableException {
    boolean links = false;
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode each : method.instructions.toArray()) {
        AbstractInsnNode linked = null;
        if (each instanceof FieldInsnNode field && isHidden(field)) {
          linked = linked(field);
        } else if (each instanceof MethodInsnNode call && isHidden(call)) {
          linked = linked(call);
        }
        if (linked != null) {
          method.instructions.set(each, linked);
          links = true;
        }
      }
    }
    requireOwnReferences();
    if (links) {
      node.methods.add(PrivateAccess.copy(LINK));
    }
    if (isOutsider) {
      requireNoReflection();
      node.nestHostClass = null;
      openConstructors();
    }
  }

  /** Reflection, too, has access to private members within a nest only. */
  void requireNoReflection() throws NotAdaptableException {
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode each : method.instructions) {
        if (each instanceof MethodInsnNode call && isReflection(call)) {
          throw new NotAdaptableException(
              "nested classes changed and reflection used in " + simpleName);
        }
      }
    }
  }

  private static boolean isReflection(MethodInsnNode call) {
    return call.owner.matches("java/lang/reflect/(Field|Method|Constructor)")
        || (call.owner.equals("java/lang/invoke/MethodHandles") && call.name.equals("lookup"))
        || (call.owner.startsWith("java/util/concurrent/atomic/")
            && call.name.equals("newUpdater"));
  }

  private void openConstructors() throws NotAdaptableException {
    for (MethodNode method : node.methods) {
      if (method.name.equals("<init>") && (method.access & Opcodes.ACC_PRIVATE) != 0) {
        if (SerialVersion.mayBeComputed(node)) {
          throw new NotAdaptableException(
              "serializable class " + simpleName + " with a private constructor added");
        }
        method.access &= ~Opcodes.ACC_PRIVATE;
      }
    }
  }

  private boolean isHidden(FieldInsnNode access) {
    return foreign(access.owner)
        .filter(
            owner ->
                owner.fields.stream()
                    .filter(each -> each.name.equals(access.name) && each.desc.equals(access.desc))
                    .anyMatch(each -> (each.access & Opcodes.ACC_PRIVATE) != 0))
        .isPresent();
  }

  private boolean isHidden(MethodInsnNode call) {
    return foreign(call.owner)
        .filter(owner -> !call.name.equals("<init>") || !nest.isOutsider(owner))
        .filter(hides(call.name, call.desc))
        .isPresent();
  }

  private static Predicate<ClassNode> hides(String name, String desc) {
    return owner ->
        owner.methods.stream()
            .filter(each -> each.name.equals(name) && each.desc.equals(desc))
            .anyMatch(each -> (each.access & Opcodes.ACC_PRIVATE) != 0);
  }

  /** Another class of the nest, if either of both is not in it. */
  private Optional<ClassNode> foreign(String owner) {
    String host = new NestedClass(node).nest();
    boolean isSibling = owner.equals(host) || owner.startsWith(host + "$");
    return !isSibling || owner.equals(node.name) || node.version < FROM_JAVA_11
        ? Optional.empty()
        : nest.after(owner)
            .filter(other -> new NestedClass(other).nest().equals(host))
            .filter(other -> isOutsider || nest.isOutsider(other));
  }

  private InvokeDynamicInsnNode linked(FieldInsnNode access) {
    String self = "L" + access.owner + ";";
    String desc =
        switch (access.getOpcode()) {
          case Opcodes.GETSTATIC -> "()" + access.desc;
          case Opcodes.PUTSTATIC -> "(" + access.desc + ")V";
          case Opcodes.GETFIELD -> "(" + self + ")" + access.desc;
          default -> "(" + self + access.desc + ")V";
        };
    return linked(access.name, desc, access.owner, access.getOpcode());
  }

  private InvokeDynamicInsnNode linked(MethodInsnNode call) throws NotAdaptableException {
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    if (call.name.equals("<init>") || (call.itf && !isStatic)) {
      throw notVisible(call.owner);
    }
    String desc = isStatic ? call.desc : "(L" + call.owner + ";" + call.desc.substring(1);
    return linked(call.name, desc, call.owner, call.getOpcode());
  }

  private NotAdaptableException notVisible(String owner) {
    return new NotAdaptableException(
        "private members of "
            + owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.')
            + " used in "
            + simpleName);
  }

  private InvokeDynamicInsnNode linked(String name, String desc, String owner, int opcode) {
    boolean isInterface = (node.access & Opcodes.ACC_INTERFACE) != 0;
    return new InvokeDynamicInsnNode(
        name,
        desc,
        new Handle(Opcodes.H_INVOKESTATIC, node.name, LINK, PrivateAccess.DESCRIPTOR, isInterface),
        Type.getObjectType(owner),
        opcode);
  }

  /** Handles of private members of others are as good as no access. */
  private void requireOwnReferences() throws NotAdaptableException {
    String[] owner = {null};
    MethodReferences.replaceAll(
        node,
        handle -> {
          boolean hidden =
              handle.getTag() <= Opcodes.H_PUTSTATIC
                  ? isHidden(
                      new FieldInsnNode(
                          Opcodes.GETFIELD, handle.getOwner(), handle.getName(), handle.getDesc()))
                  : foreign(handle.getOwner())
                      .filter(hides(handle.getName(), handle.getDesc()))
                      .isPresent();
          if (hidden) {
            owner[0] = handle.getOwner();
          }
          return handle;
        });
    if (owner[0] != null) {
      throw notVisible(owner[0]);
    }
  }
}
