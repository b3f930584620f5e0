package dev.innerloop.project;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One module of the reactor: what is compiled and scanned as a whole.
 *
 * @param basedir the folder of the module's POM
 * @param pom the POM file
 * @param sourceRoots Java source folders, generated ones included; some may not exist
 * @param resourceRoots resource folders; some may not exist
 * @param outputFolder where classes and resources land, usually {@code target/classes}
 * @param generatedSources where annotation processors put sources
 * @param classPath what this module's sources compile against, its own output left out: jars, and
 *     the output folders of sibling modules
 * @param compiler how its sources are compiled
 */
public record Module(
    Coordinates coordinates,
    Path basedir,
    Path pom,
    List<Path> sourceRoots,
    List<Path> resourceRoots,
    Path outputFolder,
    Path generatedSources,
    List<Path> classPath,
    CompilerSettings compiler) {

  public Module {
    sourceRoots = List.copyOf(sourceRoots);
    resourceRoots = List.copyOf(resourceRoots);
    classPath = List.copyOf(classPath);
  }

  /** The name by which users know the module. */
  public String name() {
    return coordinates.artifactId();
  }

  /**
   * The effective configuration of the project's compiler plugin.
   *
   * @param options javac options, in order: release or source and target, encoding, parameters,
   *     debug, lint, free-form arguments; without class path, processor path and output folders
   * @param processorPath jars of annotation processors when configured apart from the class path
   * @param beyondJavac why in-process javac cannot stand in for the project's own build (another
   *     compiler, another JVM language, a toolchain); null when it can
   */
  public record CompilerSettings(
      List<String> options, List<Path> processorPath, @Nullable String beyondJavac) {

    public CompilerSettings {
      options = List.copyOf(options);
      processorPath = List.copyOf(processorPath);
    }
  }
}
