package dev.innerloop.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.SampleModule;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.ProjectBuild;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An app, the library that it uses, and a build of the project that notes what it is asked for. */
abstract class CompilerTestCase {

  @TempDir Path folder;
  final List<String> log = new ArrayList<>();
  final List<SortedSet<String>> scopes = new ArrayList<>();
  SampleModule shop;
  SampleModule library;
  Compiler compiler;
  boolean buildFails;

  @BeforeEach
  void start() throws IOException {
    shop = new SampleModule(folder, "shop");
    library = new SampleModule(folder, "library");
    compiler =
        new Compiler(
            folder,
            folder.resolve("staging"),
            new FakeBuild(),
            new Log(),
            Optional.of(ToolProvider.getSystemJavaCompiler()),
            Instant.MAX); // what the tests build is not saved too late
  }

  @AfterEach
  void end() throws IOException {
    compiler.close();
    assertThat(folder.resolve("staging")).doesNotExist();
  }

  List<Module> all() {
    return List.of(dependentShop(), library.module());
  }

  Module dependentShop() {
    return shop.module(List.of(library.output()), List.of(), null);
  }

  List<String> compiled(Module changed) {
    CompileResult result = compiler.compile(all(), List.of(changed));
    assertThat(result).isInstanceOf(CompileResult.Compiled.class);
    return ((CompileResult.Compiled) result).modules().stream().map(Module::name).toList();
  }

  Set<String> changed(Module module) {
    CompileResult result = compiler.compile(List.of(module), List.of(module));
    assertThat(result).isInstanceOf(CompileResult.Compiled.class);
    return ((CompileResult.Compiled) result)
        .changed().values().stream()
            .flatMap(each -> Stream.concat(each.written().stream(), each.deleted().stream()))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  List<String> failure(Module module) {
    CompileResult result = compiler.compile(List.of(module), List.of(module));
    assertThat(result).isInstanceOf(CompileResult.Failed.class);
    return ((CompileResult.Failed) result)
        .diagnostics().stream().map(Diagnostic::toString).toList();
  }

  static Map<String, String> content(Path output) throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (Map.Entry<String, Path> each : FileTree.files(output).entrySet()) {
      content.put(each.getKey(), Arrays.toString(Files.readAllBytes(each.getValue())));
    }
    return content;
  }

  static Path jar(Path content, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, Path> each : FileTree.files(content).entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        Files.copy(each.getValue(), zip);
      }
    }
    return jar;
  }

  final class FakeBuild implements ProjectBuild {

    @Override
    public void processResources(Module module) throws BuildFailure {
      run("resources " + module.name());
    }

    @Override
    public void processClasses(Module module) throws BuildFailure {
      run("build " + module.name());
    }

    private void run(String what) throws BuildFailure {
      if (buildFails) {
        throw new BuildFailure("Main.kt: unresolved reference", new IOException("kotlinc"));
      }
      log.add(what);
    }
  }

  final class Log implements CompileListener {

    @Override
    public void compiled(Module module, SortedSet<String> sources) {
      scopes.add(sources);
    }

    @Override
    public void delegating(Module module, String reason) {
      log.add("delegating " + module.name() + ": " + reason);
    }
  }
}
