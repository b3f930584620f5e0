package dev.innerloop.project.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds the main class: in the configuration of well-known plugins, or else in the compiled
 * classes.
 */
final class MainClasses {

  private static final String SPRING_BOOT_PLUGIN =
      "org.springframework.boot:spring-boot-maven-plugin";
  private static final List<String> PROPERTIES =
      List.of("start-class", "exec.mainClass", "mainClass", "main.class");

  private MainClasses() {}

  /** The configured main class, or null. */
  static @Nullable String configured(MavenProject project) {
    String name = first(project, SPRING_BOOT_PLUGIN, "mainClass");
    if (name == null) {
      name =
          first(
              project,
              "org.apache.maven.plugins:maven-jar-plugin",
              "archive",
              "manifest",
              "mainClass");
    }
    if (name == null) {
      name = first(project, "org.codehaus.mojo:exec-maven-plugin", "mainClass");
    }
    if (name == null) {
      name = first(project, "org.apache.maven.plugins:maven-compiler-plugin", "mainClass");
    }
    for (String property : PROPERTIES) {
      if (name == null) {
        name = project.getProperties().getProperty(property);
      }
    }
    // A parent may configure a property that the project does not define.
    return name == null || name.isBlank() || name.contains("${") ? null : name.trim();
  }

  private static @Nullable String first(MavenProject project, String pluginKey, String... path) {
    Plugin plugin = project.getPlugin(pluginKey);
    if (plugin == null) {
      return null;
    }
    List<ConfigurationContainer> containers = new ArrayList<>();
    containers.add(plugin);
    containers.addAll(plugin.getExecutions());
    for (ConfigurationContainer container : containers) {
      Xpp3Dom node = (Xpp3Dom) container.getConfiguration();
      for (String name : path) {
        node = node == null ? null : node.getChild(name);
      }
      if (node != null && node.getValue() != null && !node.getValue().contains("${")) {
        return node.getValue().trim();
      }
    }
    return null;
  }

  /** The classes with a main method; if some are Spring Boot applications, only those. */
  static List<String> scan(Path outputFolder) {
    if (!Files.isDirectory(outputFolder)) {
      return List.of();
    }
    List<Candidate> candidates = new ArrayList<>();
    try (Stream<Path> files = Files.walk(outputFolder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        Candidate candidate = read(file);
        if (candidate.hasMain) {
          candidates.add(candidate);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the classes in " + outputFolder, e);
    }
    boolean spring = candidates.stream().anyMatch(candidate -> candidate.isSpringBootApplication);
    return candidates.stream()
        .filter(candidate -> !spring || candidate.isSpringBootApplication)
        .map(candidate -> candidate.name)
        .sorted()
        .toList();
  }

  private static Candidate read(Path file) throws IOException {
    Candidate candidate = new Candidate();
    try (InputStream bytes = Files.newInputStream(file)) {
      new ClassReader(bytes)
          .accept(
              candidate, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return new Candidate(); // not a valid class file
    }
    return candidate;
  }

  private static final class Candidate extends ClassVisitor {
    private String name = "";
    private boolean hasMain;
    private boolean isSpringBootApplication;

    Candidate() {
      super(Opcodes.ASM9);
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
      int publicStatic = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
      hasMain |=
          method.equals("main")
              && descriptor.equals("([Ljava/lang/String;)V")
              && (access & publicStatic) == publicStatic;
      return null;
    }
  }
}
