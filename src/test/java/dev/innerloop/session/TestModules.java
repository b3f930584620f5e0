package dev.innerloop.session;

import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.List;

/** Modules that exist as a description only. */
final class TestModules {

  private TestModules() {}

  static Module module(String name) {
    return module(name, List.of());
  }

  /**
   * @param options of javac: two modules that differ in them have different POMs
   */
  static Module module(String name, List<String> options) {
    Path basedir = Path.of(name).toAbsolutePath();
    return new Module(
        new Coordinates("com.example", name, "1"),
        basedir,
        basedir.resolve("pom.xml"),
        List.of(basedir.resolve("src/main/java")),
        List.of(),
        basedir.resolve("target/classes"),
        basedir.resolve("target/generated-sources/annotations"),
        List.of(),
        new Module.CompilerSettings(options, List.of(), null));
  }
}
