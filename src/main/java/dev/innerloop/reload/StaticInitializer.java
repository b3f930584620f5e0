package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The static initializer of a class, as the statements that javac makes of its fields. */
final class StaticInitializer {

  static final String NAME = "<clinit>";

  private static final int[] ASSERTION = {
    Opcodes.LDC,
    Opcodes.INVOKEVIRTUAL,
    Opcodes.IFNE,
    Opcodes.ICONST_1,
    Opcodes.GOTO,
    Opcodes.ICONST_0,
    Opcodes.PUTSTATIC
  };

  private final ClassNode node;
  private final HarmlessCode harmless;

  StaticInitializer(ClassNode node) {
    this.node = node;
    this.harmless = new HarmlessCode(node.name);
  }

  Optional<MethodNode> method() {
    return node.methods.stream().filter(method -> method.name.equals(NAME)).findFirst();
  }

  /**
   * Takes out the first statement that assigns a field.
   *
   * @return what leaves the value on the stack; empty if nothing assigns the field, or if the
   *     statement does more than make a value, in which case it is kept
   */
  List<AbstractInsnNode> take(FieldNode field) {
    MethodNode method = method().orElse(null);
    if (method == null || hasBranches(method)) {
      return List.of();
    }
    for (AbstractInsnNode each : method.instructions) {
      if (each instanceof FieldInsnNode put
          && put.getOpcode() == Opcodes.PUTSTATIC
          && put.owner.equals(node.name)
          && put.name.equals(field.name)
          && put.desc.equals(field.desc)) {
        List<AbstractInsnNode> value = value(put);
        value.forEach(method.instructions::remove);
        if (!value.isEmpty()) {
          method.instructions.remove(put);
        }
        return value;
      }
    }
    return List.of();
  }

  /** Removes it if there is nothing left in it. */
  void removeIfEmpty() {
    node.methods.removeIf(
        method ->
            method.name.equals(NAME)
                && instructions(method).allMatch(code -> code == Opcodes.RETURN));
  }

  private static IntStream instructions(MethodNode method) {
    return Arrays.stream(method.instructions.toArray())
        .mapToInt(AbstractInsnNode::getOpcode)
        .filter(code -> code >= 0);
  }

  /** But for those of an assertion: whether it is checked is found out first, in one statement. */
  private static boolean hasBranches(MethodNode method) {
    return !method.tryCatchBlocks.isEmpty()
        || instructions(method).filter(StaticInitializer::isBranch).count()
            > (checksAssertions(method) ? 2 : 0);
  }

  private static boolean isBranch(int code) {
    return (code >= Opcodes.IFEQ && code <= Opcodes.LOOKUPSWITCH)
        || code == Opcodes.IFNULL
        || code == Opcodes.IFNONNULL;
  }

  /** As compilers do it: {@code $assertionsDisabled = !T.class.desiredAssertionStatus()}. */
  private static boolean checksAssertions(MethodNode method) {
    return Arrays.equals(instructions(method).limit(ASSERTION.length).toArray(), ASSERTION)
        && Arrays.stream(method.instructions.toArray())
            .anyMatch(
                each ->
                    each instanceof FieldInsnNode put && put.name.equals("$assertionsDisabled"));
  }

  /** The instructions before the assignment that make its value; empty if there are others. */
  private List<AbstractInsnNode> value(FieldInsnNode put) {
    List<AbstractInsnNode> value = new ArrayList<>();
    int needed = Type.getType(put.desc).getSize();
    for (AbstractInsnNode each = put.getPrevious(); needed > 0; each = each.getPrevious()) {
      if (each instanceof LabelNode || each instanceof LineNumberNode) {
        continue;
      }
      if (each == null || !harmless.includes(each)) {
        return List.of();
      }
      value.add(each);
      needed += popped(each) - pushed(each);
    }
    Collections.reverse(value);
    return value;
  }

  private static int popped(AbstractInsnNode instruction) {
    if (instruction instanceof MethodInsnNode call) {
      int arguments = Type.getArgumentsAndReturnSizes(call.desc) >> 2;
      return call.getOpcode() == Opcodes.INVOKESTATIC ? arguments - 1 : arguments;
    }
    return switch (instruction.getOpcode()) {
      case Opcodes.DUP, Opcodes.NEWARRAY, Opcodes.ANEWARRAY -> 1;
      case Opcodes.LASTORE, Opcodes.DASTORE -> 4;
      case Opcodes.IASTORE,
          Opcodes.FASTORE,
          Opcodes.AASTORE,
          Opcodes.BASTORE,
          Opcodes.CASTORE,
          Opcodes.SASTORE ->
          3;
      default -> 0;
    };
  }

  private static int pushed(AbstractInsnNode instruction) {
    if (instruction instanceof MethodInsnNode call) {
      return Type.getReturnType(call.desc).getSize();
    }
    if (instruction instanceof FieldInsnNode field) {
      return Type.getType(field.desc).getSize();
    }
    if (instruction instanceof LdcInsnNode load) {
      return load.cst instanceof Long || load.cst instanceof Double ? 2 : 1;
    }
    return switch (instruction.getOpcode()) {
      case Opcodes.DUP, Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 -> 2;
      case Opcodes.IASTORE,
          Opcodes.LASTORE,
          Opcodes.FASTORE,
          Opcodes.DASTORE,
          Opcodes.AASTORE,
          Opcodes.BASTORE,
          Opcodes.CASTORE,
          Opcodes.SASTORE ->
          0;
      default -> 1;
    };
  }
}
