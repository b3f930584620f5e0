package dev.innerloop.compile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What other classes compile against: a class without bodies and private members. */
final class Abi {

  private Abi() {}

  /** Whether sources that use the class may compile differently. In doubt they may. */
  static boolean differs(byte[] before, byte[] after) {
    try {
      return !Arrays.equals(strip(before), strip(after));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return true; // of a class format that ASM does not know yet, or damaged
    }
  }

  private static byte[] strip(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new Stripper(writer),
            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static final class Stripper extends ClassVisitor {

    private String name = "";

    Stripper(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String[] interfaces) {
      this.name = name;
      super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      return isPrivate(access)
          ? null
          : super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String[] exceptions) {
      return isPrivate(access) || name.equals("<clinit>")
          ? null
          : super.visitMethod(access, name, descriptor, signature, exceptions);
    }

    /** Bodies that mention somebody else's nested class leave an entry here. */
    @Override
    public void visitInnerClass(
        String inner, @Nullable String outer, @Nullable String simpleName, int access) {
      if (!isPrivate(access) && (inner.equals(name) || name.equals(outer))) {
        super.visitInnerClass(inner, outer, simpleName, access);
      }
    }

    @Override
    public void visitNestMember(String nestMember) {}

    private static boolean isPrivate(int access) {
      return (access & Opcodes.ACC_PRIVATE) != 0;
    }
  }
}
