package dev.innerloop.content;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class can name that is outside of the program, such as a variable or a property: its
 * string constants, the values of its annotations, and its fields and methods, since frameworks
 * bind properties to them. Names of classes and packages are not included.
 *
 * @param all the texts
 * @param readsAllVariables whether it reads the environment as a whole
 */
public record ClassTexts(Set<String> all, boolean readsAllVariables) {

  /** Tags of the constant pool. */
  private static final int STRING = 8;

  private static final int METHOD = 10;

  public ClassTexts {
    all = Set.copyOf(all);
  }

  /**
   * Reads a class file.
   *
   * @return empty if it cannot be read, for example since a newer JDK has compiled it
   */
  public static Optional<ClassTexts> of(byte[] bytes) {
    try {
      ClassReader reader = new ClassReader(bytes);
      Declarations declarations = new Declarations();
      reader.accept(
          declarations, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      boolean readsAllVariables = readPool(reader, declarations.texts);
      return Optional.of(new ClassTexts(declarations.texts, readsAllVariables));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Adds all string constants; returns whether all variables are read. */
  private static boolean readPool(ClassReader reader, Set<String> texts) {
    char[] buffer = new char[reader.getMaxStringLength()];
    boolean readsAllVariables = false;
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      int tag = item == 0 ? 0 : reader.readByte(item - 1); // 0: second half of a long or double
      if (tag == STRING) {
        texts.add(reader.readUTF8(item, buffer));
      } else if (tag == METHOD && reader.readClass(item, buffer).equals("java/lang/System")) {
        int signature = reader.getItem(reader.readUnsignedShort(item + 2));
        readsAllVariables |=
            reader.readUTF8(signature, buffer).equals("getenv")
                && reader.readUTF8(signature + 2, buffer).startsWith("()");
      }
    }
    return readsAllVariables;
  }

  /** Collects names of members, and values of annotations. */
  private static final class Declarations extends ClassVisitor {

    private final Set<String> texts = new HashSet<>();
    private final AnnotationVisitor values =
        new AnnotationVisitor(Opcodes.ASM9) {
          @Override
          public void visit(@Nullable String name, Object value) {
            if (value instanceof String text) {
              texts.add(text);
            }
          }

          @Override
          public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
            return this;
          }

          @Override
          public AnnotationVisitor visitArray(@Nullable String name) {
            return this;
          }
        };

    Declarations() {
      super(Opcodes.ASM9);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return values;
    }

    @Override
    public FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      texts.add(name);
      return new FieldVisitor(Opcodes.ASM9) {
        @Override
        public AnnotationVisitor visitAnnotation(String type, boolean visible) {
          return values;
        }
      };
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String[] exceptions) {
      texts.add(name);
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public AnnotationVisitor visitAnnotation(String type, boolean visible) {
          return values;
        }

        @Override
        public AnnotationVisitor visitAnnotationDefault() {
          return values;
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(
            int parameter, String type, boolean visible) {
          return values;
        }
      };
    }
  }
}
