package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * The private constants of a class, such as {@code private static final int LIMIT = 7}. Compilers
 * copy their values to where they are used, so the running code needs none of these fields, and the
 * JVM, which accepts no others, can keep those that it has.
 */
final class PrivateConstants {

  private static final int CONSTANT = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;

  private final ClassNode running;
  private final ClassNode newer;

  PrivateConstants(ClassNode running, ClassNode newer) {
    this.running = running;
    this.newer = newer;
  }

  /** Gives the newer version the constants of the running one. */
  void align() {
    Map<String, FieldNode> before = byKey(running);
    Map<String, FieldNode> after = byKey(newer);
    List<FieldNode> fields = new ArrayList<>();
    for (FieldNode field : newer.fields) {
      FieldNode former = before.get(key(field));
      if (former != null && isUnseen(running, former) && isUnseen(newer, field)) {
        fields.add(former); // be its value another one
      } else if (former != null || !isUnseen(newer, field)) {
        fields.add(field);
      }
    }
    for (int i = 0; i < running.fields.size(); i++) {
      FieldNode field = running.fields.get(i);
      if (!after.containsKey(key(field)) && isUnseen(running, field)) {
        fields.add(Math.min(i, fields.size()), field);
      }
    }
    newer.fields = fields;
  }

  /** Neither read by code, nor by Java's serialization, nor by what reads annotations. */
  private static boolean isUnseen(ClassNode node, FieldNode field) {
    return (field.access & CONSTANT) == CONSTANT
        && field.value != null
        && !field.name.equals("serialVersionUID")
        && field.visibleAnnotations == null
        && field.invisibleAnnotations == null
        && node.methods.stream()
            .flatMap(method -> List.of(method.instructions.toArray()).stream())
            .noneMatch(
                instruction ->
                    instruction instanceof FieldInsnNode access
                        && access.owner.equals(node.name)
                        && access.name.equals(field.name)
                        && access.desc.equals(field.desc));
  }

  private static Map<String, FieldNode> byKey(ClassNode node) {
    return node.fields.stream()
        .collect(Collectors.toMap(PrivateConstants::key, Function.identity()));
  }

  private static String key(FieldNode field) {
    return field.name + ':' + field.desc;
  }
}
