package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class MainClassesTest {

  private static final int MAIN = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  @TempDir Path output;

  @Test
  void findsEveryClassWithAMainMethod() throws IOException {
    write("com/example/B", MAIN, false);
    write("com/example/A", MAIN, false);
    write("com/example/Instance", Opcodes.ACC_PUBLIC, false);
    Files.write(output.resolve("garbage.class"), new byte[] {1, 2, 3});

    assertThat(MainClasses.scan(output)).isEqualTo(List.of("com.example.A", "com.example.B"));
  }

  @Test
  void prefersSpringBootApplications() throws IOException {
    write("com/example/Tool", MAIN, false);
    write("com/example/Shop", MAIN, true);

    assertThat(MainClasses.scan(output)).containsExactly("com.example.Shop");
  }

  @Test
  void findsNothingWhereNothingWasCompiled() {
    assertThat(MainClasses.scan(output.resolve("missing"))).isEmpty();
  }

  @Test
  void findsTheMainMethodsOfJava25() throws IOException {
    write(Opcodes.V25, "com/example/Instance", 0, "()V", 0);
    write(Opcodes.V25, "com/example/Static", Opcodes.ACC_STATIC, "()V", Opcodes.ACC_PRIVATE);
    write(Opcodes.V25, "com/example/Private", Opcodes.ACC_PRIVATE, "()V", 0);
    write(Opcodes.V25, "com/example/NoInstances", 0, "()V", Opcodes.ACC_PRIVATE);
    write(Opcodes.V24, "com/example/Older", 0, "()V", 0);
    write(Opcodes.V21 | Opcodes.V_PREVIEW, "com/example/Preview", 0, "()V", 0);

    assertThat(MainClasses.scan(output))
        .containsExactly("com.example.Instance", "com.example.Preview", "com.example.Static");
  }

  @Test
  void prefersTheMainMethodsOfAllReleases() throws IOException {
    write(Opcodes.V25, "com/example/Tool", 0, "()V", 0);
    write(Opcodes.V25, "com/example/Shop", MAIN, "([Ljava/lang/String;)V", 0);

    assertThat(MainClasses.scan(output)).containsExactly("com.example.Shop");
  }

  private void write(int version, String name, int access, String descriptor, int constructor)
      throws IOException {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    for (String method : List.of("<init>", "main")) {
      boolean isMain = method.equals("main");
      var code =
          writer.visitMethod(
              isMain ? access : constructor, method, isMain ? descriptor : "()V", null, null);
      code.visitCode();
      code.visitInsn(Opcodes.RETURN);
      code.visitMaxs(0, 2);
      code.visitEnd();
    }
    writer.visitEnd();
    Path file = output.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }

  private void write(String name, int access, boolean springBoot) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    if (springBoot) {
      writer
          .visitAnnotation("Lorg/springframework/boot/autoconfigure/SpringBootApplication;", true)
          .visitEnd();
    }
    var main = writer.visitMethod(access, "main", "([Ljava/lang/String;)V", null, null);
    main.visitCode();
    main.visitInsn(Opcodes.RETURN);
    main.visitMaxs(0, 2);
    main.visitEnd();
    writer.visitEnd();
    Path file = output.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }
}
