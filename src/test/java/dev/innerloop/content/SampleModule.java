package dev.innerloop.content;

import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Module;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A Maven module on disk, in the usual layout. */
public final class SampleModule {

  private final Path basedir;
  private final String name;

  public SampleModule(Path parent, String name) throws IOException {
    this.basedir = parent.resolve(name);
    this.name = name;
    Files.createDirectories(sources());
    Files.createDirectories(resources());
    Files.createDirectories(output());
    Files.writeString(basedir.resolve("pom.xml"), "<project/>");
  }

  public Path sources() {
    return basedir.resolve("src/main/java");
  }

  public Path resources() {
    return basedir.resolve("src/main/resources");
  }

  public Path output() {
    return basedir.resolve("target/classes");
  }

  public Path generated() {
    return basedir.resolve("target/generated-sources/annotations");
  }

  public Path source(String path, String content) throws IOException {
    return write(sources().resolve(path), content);
  }

  public Path resource(String path, String content) throws IOException {
    write(output().resolve(path), content);
    return write(resources().resolve(path), content);
  }

  public static Path write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** As an editor that saves atomically does. */
  public static void replace(Path file, String content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + "~");
    Files.writeString(temporary, content);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What an IDE does: compiles all sources straight into the output folder. */
  public void compileInPlace() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-g", "--release", "17", "-d", output().toString()));
    try (Stream<Path> files = Files.walk(sources())) {
      files
          .filter(each -> each.toString().endsWith(".java"))
          .forEach(each -> arguments.add("" + each));
    }
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]))
        != 0) {
      throw new IllegalStateException("does not compile");
    }
  }

  /** {@code mvn clean}. */
  public void clean() throws IOException {
    delete(basedir.resolve("target"));
  }

  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  public Module module() {
    return module(List.of(), List.of(), null);
  }

  public Module module(List<Path> classPath, List<Path> processorPath, @Nullable String beyond) {
    return new Module(
        new Coordinates("com.example", name, "1"),
        basedir,
        basedir.resolve("pom.xml"),
        List.of(sources(), generated()),
        List.of(resources()),
        output(),
        generated(),
        classPath,
        new Module.CompilerSettings(List.of("-g", "--release", "17"), processorPath, beyond));
  }

  /** The module as another POM would have it compiled. */
  public Module compiledWith(Module.CompilerSettings settings) {
    Module module = module();
    return new Module(
        module.coordinates(),
        module.basedir(),
        module.pom(),
        module.sourceRoots(),
        module.resourceRoots(),
        module.outputFolder(),
        module.generatedSources(),
        module.classPath(),
        settings);
  }

  /** The module as another POM would have javac called. */
  public Module compiledWith(String... options) {
    return compiledWith(new Module.CompilerSettings(List.of(options), List.of(), null));
  }

  public App app(ClassPathEntry... more) {
    List<ClassPathEntry> classPath = new ArrayList<>();
    classPath.add(new ClassPathEntry.Output(WorkspacePath.of("classes"), module()));
    classPath.addAll(List.of(more));
    return new App(
        name,
        module().coordinates(),
        "",
        "Main",
        List.of(module()),
        classPath,
        17,
        Framework.NONE,
        0,
        Optional.empty());
  }
}
