package dev.innerloop.project.maven;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The parameters of maven-compiler-plugin that javac in this JVM can do justice to. With any other,
 * also one of a newer version, the plugin itself compiles.
 */
final class CompilerParameters {

  /** They are passed to javac, or decide what it compiles. */
  static final Set<String> HONORED =
      Set.of(
          "annotationProcessorPaths",
          "annotationProcessorPathsUseDepMgmt",
          "annotationProcessors",
          "compilerArgs",
          "compilerArgument",
          "compilerArguments",
          "createMissingPackageInfoClass",
          "debug",
          "debuglevel",
          "enablePreview",
          "encoding",
          "excludes",
          "failOnWarning",
          "fork",
          "generatedSourcesDirectory",
          "implicit",
          "includes",
          "parameters",
          "proc",
          "release",
          "showDeprecation",
          "showWarnings",
          "source",
          "target");

  /**
   * The result of a compilation is the same with and without them: they are about when to compile,
   * what to log, the memory of another process, or modules, whose descriptor excludes this way; or
   * Maven itself passes them.
   */
  static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "compilerReuseStrategy",
          "debugFileName",
          "fileExtensions",
          "forceJavacCompilerUse",
          "forceLegacyJavacApi",
          "incrementalCompilation",
          "incrementalExcludes",
          "maxmem",
          "meminitial",
          "mojoStatusPath",
          "moduleVersion",
          "mojoExecution",
          "optimize",
          "outputFileName",
          "outputTimestamp",
          "showCompilationChanges",
          "skipMultiThreadWarning",
          "staleMillis",
          "useIncrementalCompilation",
          "useModuleVersion",
          "verbose");

  private CompilerParameters() {}

  /** Configured parameters that only the plugin itself honors, sorted by name. */
  static SortedSet<String> unsupported(MojoConfiguration configuration) {
    SortedSet<String> unsupported = new TreeSet<>(configuration.configured());
    unsupported.removeAll(HONORED);
    unsupported.removeAll(WITHOUT_EFFECT);
    return unsupported;
  }
}
