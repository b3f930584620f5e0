package dev.innerloop.reload;

import java.util.function.UnaryOperator;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The constants of a class that refer to methods: lambdas, method references and the like. */
final class MethodReferences {

  private MethodReferences() {}

  /** Replaces each. */
  static void replaceAll(ClassNode node, UnaryOperator<Handle> replacement) {
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction instanceof InvokeDynamicInsnNode dynamic) {
          for (int i = 0; i < dynamic.bsmArgs.length; i++) {
            dynamic.bsmArgs[i] = replaced(dynamic.bsmArgs[i], replacement);
          }
        } else if (instruction instanceof LdcInsnNode load) {
          load.cst = replaced(load.cst, replacement);
        }
      }
    }
  }

  private static Object replaced(Object constant, UnaryOperator<Handle> replacement) {
    if (constant instanceof Handle handle) {
      return replacement.apply(handle);
    }
    if (constant instanceof ConstantDynamic dynamic) {
      Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = replaced(dynamic.getBootstrapMethodArgument(i), replacement);
      }
      return new ConstantDynamic(
          dynamic.getName(), dynamic.getDescriptor(), dynamic.getBootstrapMethod(), arguments);
    }
    return constant;
  }
}
