package dev.innerloop.project;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module of the reactor, which is compiled and scanned as a whole.
 *
 * @param basedir the directory of the module's POM
 * @param pom the POM file
 * @param sourceRoots Java source directories, including generated ones; some may not exist
 * @param resourceRoots resource directories; some may not exist
 * @param outputFolder output directory of classes and resources, usually {@code target/classes}
 * @param generatedSources output directory of annotation processors
 * @param classPath the compile class path without its own output: jars, and the output directories
 *     of sibling modules
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
    // As the system reports changes: a directory of a POM may be ${project.basedir}/../shared.
    sourceRoots = sourceRoots.stream().map(Path::normalize).toList();
    resourceRoots = resourceRoots.stream().map(Path::normalize).toList();
    outputFolder = outputFolder.normalize();
    generatedSources = generatedSources.normalize();
    classPath = List.copyOf(classPath);
  }

  /** The name of the module in messages. */
  public String name() {
    return coordinates.artifactId();
  }

  /**
   * The effective configuration of the project's compiler plugin.
   *
   * @param options javac options, in order: debug, parameters, warnings, release or source and
   *     target, encoding, processing, free-form arguments; without class path, processor path and
   *     output directories. Also known of a module that its own build compiles
   * @param processorPath jars of annotation processors if configured separately from the class path
   * @param sources which files of the source directories are compiled
   * @param delegationReason why in-process javac cannot replace the project's own build (another
   *     compiler, another JVM language, a toolchain); null if it can
   */
  public record CompilerSettings(
      List<String> options,
      List<Path> processorPath,
      SourcePatterns sources,
      @Nullable String delegationReason) {

    public CompilerSettings {
      options = List.copyOf(options);
      processorPath = List.copyOf(processorPath);
    }

    /** Settings for all sources. */
    public CompilerSettings(
        List<String> options, List<Path> processorPath, @Nullable String delegationReason) {
      this(options, processorPath, SourcePatterns.ALL, delegationReason);
    }

    /** Whether its classes run only in a JVM with preview features. */
    public boolean enablesPreview() {
      return options.contains("--enable-preview");
    }
  }
}
