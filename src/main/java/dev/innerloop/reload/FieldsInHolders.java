package dev.innerloop.reload;

import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Nested classes may use a private field of the class around them. Where the field lies in a {@link
 * FieldHolder}, only the class that declares it reaches it.
 */
final class FieldsInHolders {

  private final Forms forms;

  FieldsInHolders(Forms forms) {
    this.forms = forms;
  }

  /** The classes that the JVM has, or is to get, in other forms than those of their files. */
  interface Forms {

    Optional<byte[]> of(String className);
  }

  /** Why a class cannot run with these forms; empty if it can. */
  Optional<String> obstacle(byte[] classFile) {
    ClassNode node = read(classFile, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (node.nestHostClass == null && node.nestMembers == null) {
      return Optional.empty();
    }
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode each : method.instructions) {
        if (each instanceof FieldInsnNode access
            && !access.owner.equals(node.name)
            && isInHolder(access)) {
          return Optional.of(
              "static field "
                  + access.name
                  + " added in "
                  + simpleName(access.owner)
                  + " and used in "
                  + simpleName(node.name));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isInHolder(FieldInsnNode access) {
    return forms
        .of(access.owner.replace('/', '.'))
        .map(form -> read(form, ClassReader.SKIP_CODE))
        .filter(form -> FieldHolder.isUsed(form, access.name))
        .isPresent();
  }

  private static ClassNode read(byte[] bytes, int flags) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, flags);
    return node;
  }

  private static String simpleName(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
  }
}
