package dev.innerloop.reload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A class that holds one static field of another class, because the JVM adds no fields to classes.
 * It lies in the same package, and the first access defines it. The class that declares the field
 * reaches it through two private methods.
 */
final class FieldHolder {

  private static final String GETTER = "$get$";
  private static final String SETTER = "$set$";
  private static final String LINK = "$link";
  private static final int ACCESSOR =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

  private final ClassNode owner;
  private final FieldNode field;
  private final int number;
  private final List<AbstractInsnNode> initializer;

  /**
   * @param owner the class that declares the field
   * @param number distinguishes it from former fields of this name
   * @param initializer what leaves its first value on the stack; empty for the default value
   */
  FieldHolder(ClassNode owner, FieldNode field, int number, List<AbstractInsnNode> initializer) {
    this.owner = owner;
    this.field = field;
    this.number = number;
    this.initializer = List.copyOf(initializer);
  }

  /** Whether a form of a class reaches such a field in a holder, or did. */
  static boolean isUsed(ClassNode form, String field) {
    return lastNumber(form, field) >= 0;
  }

  /** The highest number of a holder for a field that a class has had; negative if none. */
  static int lastNumber(ClassNode form, String field) {
    String prefix = GETTER + field + '$';
    return form.methods.stream()
        .map(method -> method.name)
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .filter(number -> number.matches("\\d{1,8}"))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(-1);
  }

  /** The methods that the class needs to reach the field. */
  List<MethodNode> methods() {
    return List.of(link(), getter(), setter());
  }

  String getterName() {
    return GETTER + field.name + '$' + number;
  }

  String getterDescriptor() {
    return "()" + field.desc;
  }

  String setterName() {
    return SETTER + field.name + '$' + number;
  }

  String setterDescriptor() {
    return "(" + field.desc + ")V";
  }

  private MethodNode getter() {
    Type type = Type.getType(field.desc);
    MethodNode method = new MethodNode(ACCESSOR, getterName(), getterDescriptor(), null, null);
    access(method, "get", getterDescriptor());
    method.visitInsn(type.getOpcode(Opcodes.IRETURN));
    method.visitMaxs(type.getSize(), 0);
    return method;
  }

  private MethodNode setter() {
    Type type = Type.getType(field.desc);
    MethodNode method = new MethodNode(ACCESSOR, setterName(), setterDescriptor(), null, null);
    method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), 0);
    access(method, "set", setterDescriptor());
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(type.getSize(), type.getSize());
    return method;
  }

  private void access(MethodVisitor method, String kind, String descriptor) {
    Handle link = new Handle(Opcodes.H_INVOKESTATIC, owner.name, LINK, template().desc, false);
    method.visitInvokeDynamicInsn(
        kind, descriptor, link, name().replace('/', '.'), new String(bytes(), ISO_8859_1));
  }

  private String name() {
    return owner.name + "$$" + field.name + '$' + number;
  }

  private byte[] bytes() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        owner.version,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name(),
        null,
        "java/lang/Object",
        null);
    writer.visitField(Opcodes.ACC_STATIC, "value", field.desc, null, null).visitEnd();
    if (!initializer.isEmpty()) {
      MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      method.visitCode();
      initializer.forEach(instruction -> instruction.accept(method));
      method.visitFieldInsn(Opcodes.PUTSTATIC, name(), "value", field.desc);
      method.visitInsn(Opcodes.RETURN);
      method.visitMaxs(0, 0);
      method.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static MethodNode link() {
    MethodNode method = template();
    method.access = ACCESSOR;
    method.name = LINK;
    return method;
  }

  private static MethodNode template() {
    ClassNode node = new ClassNode();
    try (InputStream in = FieldAccess.class.getResourceAsStream("FieldAccess.class")) {
      new ClassReader(Objects.requireNonNull(in)).accept(node, ClassReader.SKIP_DEBUG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return node.methods.stream()
        .filter(method -> method.name.equals(FieldAccess.METHOD))
        .findFirst()
        .orElseThrow();
  }
}
