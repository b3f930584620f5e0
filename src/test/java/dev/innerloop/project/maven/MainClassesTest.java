package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
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
  void readsTheJarPluginsManifest() throws Exception {
    MavenProject project =
        projectWith(
            "org.apache.maven.plugins",
            "maven-jar-plugin",
            "<archive><manifest><mainClass>com.example.Shop</mainClass></manifest></archive>");

    assertThat(MainClasses.configured(project)).isEqualTo("com.example.Shop");
  }

  @Test
  void ignoresAPropertyThatAParentLeavesToItsChildren() throws Exception {
    MavenProject project =
        projectWith(
            "org.springframework.boot",
            "spring-boot-maven-plugin",
            "<mainClass>${start-class}</mainClass>");

    assertThat(MainClasses.configured(project)).isNull();
  }

  private static MavenProject projectWith(String groupId, String artifactId, String configuration)
      throws Exception {
    Plugin plugin = new Plugin();
    plugin.setGroupId(groupId);
    plugin.setArtifactId(artifactId);
    plugin.setConfiguration(
        Xpp3DomBuilder.build(
            new java.io.StringReader("<configuration>" + configuration + "</configuration>")));
    Model model = new Model();
    model.setBuild(new Build());
    model.getBuild().addPlugin(plugin);
    return new MavenProject(model);
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
