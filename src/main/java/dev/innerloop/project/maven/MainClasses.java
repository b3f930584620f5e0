package dev.innerloop.project.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the classes that the {@code java} command can start among the compiled classes. */
final class MainClasses {

  private MainClasses() {}

  /** How sure it is that a class with a main method is an app, the surest first. */
  private enum Kind {
    SPRING_BOOT,
    /** {@code public static void main(String[])}. */
    CLASSIC,
    /** Another main method, which the {@code java} command accepts since Java 25. */
    INSTANCE,
    NONE
  }

  private record Candidate(String name, Kind kind) {}

  /** The classes with a main method; of several kinds, only those of the surest. */
  static List<String> scan(Path outputFolder) {
    if (!Files.isDirectory(outputFolder)) {
      return List.of();
    }
    List<Candidate> candidates = new ArrayList<>();
    try (Stream<Path> files = Files.walk(outputFolder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        candidates.add(read(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the classes in " + outputFolder, e);
    }
    Kind surest =
        candidates.stream()
            .map(Candidate::kind)
            .min(Comparator.naturalOrder())
            .filter(kind -> kind != Kind.NONE)
            .orElse(null);
    return candidates.stream()
        .filter(candidate -> candidate.kind() == surest)
        .map(Candidate::name)
        .sorted()
        .toList();
  }

  private static Candidate read(Path file) throws IOException {
    Declaration declaration = new Declaration();
    try (InputStream bytes = Files.newInputStream(file)) {
      new ClassReader(bytes)
          .accept(
              declaration,
              ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return new Candidate("", Kind.NONE); // not a valid class file
    }
    return new Candidate(declaration.name, declaration.kind());
  }

  /** What of a class decides whether it can be started. */
  private static final class Declaration extends ClassVisitor {

    private static final String ARGUMENTS = "([Ljava/lang/String;)V";
    private static final String NO_ARGUMENTS = "()V";

    private String name = "";
    private boolean hasInstanceMains;
    private boolean isAbstract;
    private boolean hasConstructor;
    private boolean hasClassicMain;
    private boolean hasStaticMain;
    private boolean hasInstanceMain;
    private boolean isSpringBootApplication;

    Declaration() {
      super(Opcodes.ASM9);
    }

    Kind kind() {
      boolean isInstance =
          hasInstanceMains && (hasStaticMain || (hasInstanceMain && hasConstructor && !isAbstract));
      if (!hasClassicMain && !isInstance) {
        return Kind.NONE;
      }
      return isSpringBootApplication
          ? Kind.SPRING_BOOT
          : hasClassicMain ? Kind.CLASSIC : Kind.INSTANCE;
    }

    @Override
    public void visit(
        int version,
        int access,
        String internalName,
        @Nullable String signature,
        @Nullable String superName,
        String[] interfaces) {
      name = internalName.replace('/', '.');
      isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
      boolean isPreview = (version & Opcodes.V_PREVIEW) == Opcodes.V_PREVIEW;
      int release = version & 0xFFFF;
      hasInstanceMains = release >= Opcodes.V25 || (isPreview && release >= Opcodes.V21);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      isSpringBootApplication |=
          descriptor.equals("Lorg/springframework/boot/autoconfigure/SpringBootApplication;");
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String method,
        String descriptor,
        @Nullable String signature,
        String[] exceptions) {
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      boolean isVisible = (access & Opcodes.ACC_PRIVATE) == 0;
      boolean takesArguments = descriptor.equals(ARGUMENTS);
      if (method.equals("<init>")) {
        hasConstructor |= isVisible && descriptor.equals(NO_ARGUMENTS);
      } else if (method.equals("main")
          && isVisible
          && (takesArguments || descriptor.equals(NO_ARGUMENTS))) {
        hasClassicMain |= takesArguments && isStatic && (access & Opcodes.ACC_PUBLIC) != 0;
        hasStaticMain |= isStatic;
        hasInstanceMain |= !isStatic;
      }
      return null;
    }
  }
}
