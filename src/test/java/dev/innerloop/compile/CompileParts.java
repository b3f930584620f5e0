package dev.innerloop.compile;

import dev.innerloop.compile.incremental.ClassApi;
import dev.innerloop.compile.incremental.CompilationInputs;
import dev.innerloop.compile.incremental.CompilationScope;
import dev.innerloop.compile.incremental.ModuleSources;
import dev.innerloop.compile.javac.ModuleJavac;
import dev.innerloop.content.FileTree;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Module;
import dev.innerloop.testing.TwoVersions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.ToolProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Of compiling: one Spring controller against the jars of our own tests, and what others see. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class CompileParts {

  private static final String CONTROLLER =
      """
      package com.example;

      import java.util.List;
      import org.springframework.web.bind.annotation.GetMapping;
      import org.springframework.web.bind.annotation.RestController;

      @RestController
      public class Answers {
        @GetMapping("/answers")
        public List<String> answers() {
          return List.of("one", "two").stream().map(String::toUpperCase).toList();
        }
      }
      """;

  private Path folder;
  private ModuleJavac javac;
  private CompilationInputs inputs;
  private CompilationScope scope;
  private TwoVersions versions;

  /** Makes a module of one source, and two versions of a class of 50 methods. */
  @Setup(Level.Trial)
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("parts");
    Path source = folder.resolve("src/com/example/Answers.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, CONTROLLER);
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::isRegularFile)
            .toList();
    Module module =
        new Module(
            new Coordinates("com.example", "answers", "1"),
            folder,
            folder.resolve("pom.xml"),
            List.of(folder.resolve("src")),
            List.of(),
            folder.resolve("classes"),
            folder.resolve("generated"),
            jars,
            new Module.CompilerSettings(
                List.of("--release", "17", "-g", "-parameters", "-proc:none"), List.of(), null));
    inputs = CompilationInputs.of(module);
    scope = CompilationScope.whole(ModuleSources.of(module));
    javac =
        new ModuleJavac(
            Optional.of(ToolProvider.getSystemJavaCompiler()), folder, folder.resolve("staging"));
    versions = TwoVersions.compile();
  }

  @Benchmark
  public Object javacOfOneFile() throws IOException {
    ModuleJavac.Outcome outcome = javac.run(inputs, scope, Set.of(), List.of());
    if (!(outcome instanceof ModuleJavac.Outcome.Success)) {
      throw new AssertionError(outcome);
    }
    return outcome;
  }

  @Benchmark
  public Object apiChangeOfOneClass() {
    return ClassApi.change(versions.older(), versions.newer());
  }

  /** Deletes the module. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    javac.close();
    FileTree.delete(folder);
  }
}
