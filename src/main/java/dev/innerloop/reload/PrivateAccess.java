package dev.innerloop.reload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * How code of the app reaches a private member of a class that is in its nest by the source, but
 * not in the JVM. {@link NestAccess} copies the method into classes of the app, which run on Java
 * 11 or later. It must not use anything but the JDK.
 */
final class PrivateAccess {

  static final String DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/Class;I)Ljava/lang/invoke/CallSite;";

  private PrivateAccess() {}

  /** The method, for a class of the app. */
  static MethodNode copy(String name) {
    ClassNode node = new ClassNode();
    try (InputStream in = PrivateAccess.class.getResourceAsStream("PrivateAccess.class")) {
      new ClassReader(Objects.requireNonNull(in)).accept(node, ClassReader.SKIP_DEBUG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    MethodNode method =
        node.methods.stream()
            .filter(each -> each.desc.equals(DESCRIPTOR))
            .findFirst()
            .orElseThrow();
    method.access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    method.name = name;
    return method;
  }

  /**
   * Links one access.
   *
   * @param opcode the instruction that it takes the place of
   */
  @SuppressWarnings("unused")
  private static CallSite link(
      MethodHandles.Lookup lookup, String name, MethodType type, Class<?> owner, int opcode)
      throws ReflectiveOperationException {
    MethodHandles.Lookup inside = MethodHandles.privateLookupIn(owner, lookup);
    MethodHandle member;
    if (opcode == 178) { // getstatic
      member = inside.findStaticGetter(owner, name, type.returnType());
    } else if (opcode == 179) { // putstatic
      member = inside.findStaticSetter(owner, name, type.parameterType(0));
    } else if (opcode == 180) { // getfield
      member = inside.findGetter(owner, name, type.returnType());
    } else if (opcode == 181) { // putfield
      member = inside.findSetter(owner, name, type.parameterType(1));
    } else if (opcode == 184) { // invokestatic
      member = inside.findStatic(owner, name, type).asFixedArity();
    } else {
      member = inside.findSpecial(owner, name, type.dropParameterTypes(0, 1), owner).asFixedArity();
    }
    return new ConstantCallSite(member.asType(type));
  }
}
