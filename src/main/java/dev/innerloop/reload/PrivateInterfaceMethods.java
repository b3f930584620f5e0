package dev.innerloop.reload;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.ParameterNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The private methods of an interface. The JVM takes new ones only if they are static, so {@code
 * this} becomes their first parameter, which is the same local variable.
 */
final class PrivateInterfaceMethods {

  private final ClassNode node;
  private final String simpleName;

  PrivateInterfaceMethods(ClassNode node, String simpleName) {
    this.node = node;
    this.simpleName = simpleName;
  }

  /**
   * Makes those static that the running version lacks, and adapts the code that uses them.
   *
   * @param running the methods of the running version, by name and descriptor
   */
  void makeStatic(Map<String, MethodNode> running) throws NotAdaptableException {
    Map<String, String> descriptors = new HashMap<>();
    for (MethodNode method : node.methods) {
      if (isPrivateInstance(method) && !running.containsKey(method.name + method.desc)) {
        descriptors.put(
            method.name + method.desc, "(L" + node.name + ';' + method.desc.substring(1));
      }
    }
    if (descriptors.isEmpty()) {
      return;
    }
    requireAlone(descriptors);
    replaceCalls(descriptors);
    MethodReferences.replaceAll(
        node,
        handle -> {
          String desc = descriptors.get(handle.getName() + handle.getDesc());
          return desc == null || !handle.getOwner().equals(node.name)
              ? handle
              : new Handle(Opcodes.H_INVOKESTATIC, node.name, handle.getName(), desc, true);
        });
    for (MethodNode method : node.methods) {
      String descriptor = descriptors.get(method.name + method.desc);
      if (descriptor != null) {
        makeStatic(method, descriptor);
      }
    }
  }

  private static boolean isPrivateInstance(MethodNode method) {
    return (method.access & Opcodes.ACC_PRIVATE) != 0 && (method.access & Opcodes.ACC_STATIC) == 0;
  }

  /** Nested classes may call them, too, and another method may have the name and parameters. */
  private void requireAlone(Map<String, String> descriptors) throws NotAdaptableException {
    if (node.nestHostClass != null || node.nestMembers != null) {
      throw new NotAdaptableException(
          "private method added in interface " + simpleName + " with nested classes");
    }
    for (MethodNode method : node.methods) {
      String desc = descriptors.get(method.name + method.desc);
      if (desc != null
          && node.methods.stream()
              .anyMatch(each -> each.name.equals(method.name) && each.desc.equals(desc))) {
        throw new NotAdaptableException("method " + method.name + " added in " + simpleName);
      }
    }
  }

  private void replaceCalls(Map<String, String> descriptors) {
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction instanceof MethodInsnNode call && call.owner.equals(node.name)) {
          String desc = descriptors.get(call.name + call.desc);
          if (desc != null) {
            call.setOpcode(Opcodes.INVOKESTATIC);
            call.desc = desc;
          }
        }
      }
    }
  }

  private void makeStatic(MethodNode method, String descriptor) {
    if (!Lambdas.isLambda(method)) {
      throwOnNull(method);
    }
    if (method.signature != null) {
      int parameters = method.signature.indexOf('(') + 1;
      method.signature =
          method.signature.substring(0, parameters)
              + ("L" + node.name + ';')
              + method.signature.substring(parameters);
    }
    method.desc = descriptor;
    method.access |= Opcodes.ACC_STATIC;
    if (method.parameters != null) {
      method.parameters.add(0, new ParameterNode(null, Opcodes.ACC_SYNTHETIC));
    }
  }

  /** As a call of a method of no object does. */
  private static void throwOnNull(MethodNode method) {
    InsnList check = new InsnList();
    check.add(new VarInsnNode(Opcodes.ALOAD, 0));
    check.add(
        new MethodInsnNode(
            Opcodes.INVOKEVIRTUAL, "java/lang/Object", "getClass", "()Ljava/lang/Class;", false));
    check.add(new InsnNode(Opcodes.POP));
    method.instructions.insert(check);
    method.maxStack = Math.max(method.maxStack, 1);
  }
}
