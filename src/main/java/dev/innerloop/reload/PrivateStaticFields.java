package dev.innerloop.reload;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Private static fields that come and go. A new one lies in a {@link FieldHolder}; one that is
 * removed is kept, as nothing reads it. Both need initializers that have the same effect whenever
 * they run: those of running code have run, and those of new code run at the first use.
 */
final class PrivateStaticFields {

  private static final int PRIVATE_STATIC = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;

  private final ClassNode running;
  private final ClassNode before;
  private final ClassNode newer;
  private final String simpleName;
  private final StaticInitializer initializer;

  /**
   * @param running the class as the JVM has it
   * @param before its file
   * @param newer its next file, which is changed
   */
  PrivateStaticFields(ClassNode running, ClassNode before, ClassNode newer, String simpleName) {
    this.running = running;
    this.before = before;
    this.newer = newer;
    this.simpleName = simpleName;
    this.initializer = new StaticInitializer(newer);
  }

  /** Gives the newer version the fields and the static initializer of the running one. */
  void align() throws NotAdaptableException {
    Set<String> current = keys(before);
    current.retainAll(keys(running));
    List<FieldNode> added =
        newer.fields.stream()
            .filter(field -> !current.contains(key(field)) || isHeld(field))
            .filter(PrivateStaticFields::isUnseen)
            .toList();
    if (added.isEmpty() && missing(keys(newer)).isEmpty()) {
      return;
    }
    if (SerialVersion.mayBeComputed(newer) && hasInitializer(before) != hasInitializer(newer)) {
      return; // its serialVersionUID changes
    }
    if (!added.isEmpty() && newer.version < Opcodes.V9) {
      return; // such a class may run on Java 8
    }
    for (FieldNode field : added) {
      hold(field);
    }
    initializer.removeIfEmpty();
    List<FieldNode> removed = missing(keys(newer));
    removed.forEach(
        field ->
            newer.fields.add(Math.min(running.fields.indexOf(field), newer.fields.size()), field));
    keepInitializer(removed);
  }

  /** What the JVM has and the newer version has not. */
  private List<FieldNode> missing(Set<String> after) {
    return running.fields.stream()
        .filter(field -> !after.contains(key(field)) && isUnseen(field))
        .toList();
  }

  private static boolean isUnseen(FieldNode field) {
    return (field.access & PRIVATE_STATIC) == PRIVATE_STATIC
        && (field.access & Opcodes.ACC_SYNTHETIC) == 0
        && field.value == null
        && !field.name.equals("serialVersionUID")
        && !field.name.equals("serialPersistentFields")
        && field.visibleAnnotations == null
        && field.invisibleAnnotations == null
        && field.visibleTypeAnnotations == null
        && field.invisibleTypeAnnotations == null;
  }

  /** From then on it is so: what the JVM has of that name is a former field. */
  private boolean isHeld(FieldNode field) {
    return FieldHolder.isUsed(running, field.name);
  }

  private static boolean hasInitializer(ClassNode node) {
    return new StaticInitializer(node).method().isPresent();
  }

  private void hold(FieldNode field) throws NotAdaptableException {
    List<AbstractInsnNode> value = initializer.take(field);
    boolean held =
        before.fields.stream().anyMatch(each -> key(each).equals(key(field)) && isUnseen(each));
    int last = FieldHolder.lastNumber(running, field.name);
    FieldHolder holder = new FieldHolder(newer, field, held && last >= 0 ? last : last + 1, value);
    newer.fields.remove(field);
    replaceAccesses(field, holder);
    for (MethodNode method : holder.methods()) {
      Optional<MethodNode> known = find(running, method);
      if (known.isPresent() && !isSame(known.get(), method)) {
        throw new NotAdaptableException("static initialiser changed in " + simpleName);
      }
      if (find(newer, method).isEmpty()) {
        newer.methods.add(method);
      }
    }
  }

  private void replaceAccesses(FieldNode field, FieldHolder holder) {
    for (MethodNode method : newer.methods) {
      for (AbstractInsnNode each : method.instructions) {
        if (each instanceof FieldInsnNode access
            && access.owner.equals(newer.name)
            && access.name.equals(field.name)
            && access.desc.equals(field.desc)) {
          boolean get = access.getOpcode() == Opcodes.GETSTATIC;
          method.instructions.set(
              access,
              new MethodInsnNode(
                  Opcodes.INVOKESTATIC,
                  newer.name,
                  get ? holder.getterName() : holder.setterName(),
                  get ? holder.getterDescriptor() : holder.setterDescriptor(),
                  false));
        }
      }
    }
  }

  /** If the initializers differ in nothing but what these fields need, the JVM's is kept. */
  private void keepInitializer(List<FieldNode> removed) {
    ClassNode reduced = new ClassNode();
    new ClassReader(written(running)).accept(reduced, 0);
    StaticInitializer former = new StaticInitializer(reduced);
    removed.forEach(former::take);
    former.removeIfEmpty();
    Optional<MethodNode> was = former.method();
    Optional<MethodNode> is = initializer.method();
    boolean same =
        was.isPresent() == is.isPresent() && (was.isEmpty() || isSame(was.get(), is.get()));
    if (same) {
      newer.methods.removeIf(method -> method.name.equals(StaticInitializer.NAME));
      new StaticInitializer(running).method().ifPresent(newer.methods::add);
    }
  }

  /** Debug information and the size of the stack do not count. */
  private boolean isSame(MethodNode one, MethodNode other) {
    return new ClassComparison(alone(one), alone(other)).changedMethods().isEmpty();
  }

  private byte[] alone(MethodNode method) {
    MethodNode copy =
        new MethodNode(method.access, method.name, method.desc, method.signature, null);
    method.accept(copy);
    copy.maxStack = 0;
    copy.maxLocals = 0;
    ClassNode shell = new ClassNode();
    shell.version = newer.version;
    shell.access = newer.access;
    shell.name = newer.name;
    shell.superName = newer.superName;
    shell.methods.add(copy);
    return written(shell);
  }

  private static byte[] written(ClassNode node) {
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }

  private static Optional<MethodNode> find(ClassNode node, MethodNode method) {
    return node.methods.stream()
        .filter(each -> each.name.equals(method.name) && each.desc.equals(method.desc))
        .findFirst();
  }

  private static Set<String> keys(ClassNode node) {
    return node.fields.stream().map(PrivateStaticFields::key).collect(Collectors.toSet());
  }

  private static String key(FieldNode field) {
    return field.name + ':' + field.desc;
  }
}
