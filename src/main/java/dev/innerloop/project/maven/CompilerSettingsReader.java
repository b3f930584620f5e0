package dev.innerloop.project.maven;

import dev.innerloop.project.Module.CompilerSettings;
import dev.innerloop.project.SourcePatterns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Reads how the project's compiler plugin compiles. */
final class CompilerSettingsReader {

  private final ProcessorPathResolver processorPaths;
  private final List<String> jvmOptions;

  /**
   * @param jvmOptions of this JVM, in which javac runs
   */
  CompilerSettingsReader(ProcessorPathResolver processorPaths, List<String> jvmOptions) {
    this.processorPaths = processorPaths;
    this.jvmOptions = List.copyOf(jvmOptions);
  }

  CompilerSettings read(MavenSession session, LifecycleSteps steps) {
    MavenProject project = session.getCurrentProject();
    List<MojoExecution> compilations = steps.compilations();
    if (compilations.isEmpty()) {
      return new CompilerSettings(List.of(), List.of(), "the build has no compiler:compile");
    }
    MojoConfiguration configuration = new MojoConfiguration(session, compilations.get(0));
    CompilerArguments arguments = new CompilerArguments(configuration);
    SourcePatterns sources =
        new SourcePatterns(configuration.values("includes"), configuration.values("excludes"));
    String reason =
        compilations.size() > 1
            ? "the build compiles in " + compilations.size() + " executions"
            : delegationReason(project, steps, configuration, arguments);
    return new CompilerSettings(
        arguments.options(),
        reason == null ? processorPaths.resolve(session, configuration) : List.of(),
        sources,
        reason);
  }

  /** Where annotation processors write sources. */
  static Path generatedSources(MavenSession session, LifecycleSteps steps) {
    MavenProject project = session.getCurrentProject();
    return steps.compilations().stream()
        .map(compilation -> new MojoConfiguration(session, compilation))
        .map(configuration -> configuration.value("generatedSourcesDirectory"))
        .limit(1)
        .filter(directory -> directory != null)
        .map(directory -> project.getBasedir().toPath().resolve(directory).normalize())
        .findFirst()
        .orElseGet(
            () -> Path.of(project.getBuild().getDirectory(), "generated-sources", "annotations"));
  }

  private @Nullable String delegationReason(
      MavenProject project,
      LifecycleSteps steps,
      MojoConfiguration configuration,
      CompilerArguments arguments) {
    String compiler = configuration.value("compilerId");
    if (compiler != null && !compiler.equals("javac")) {
      return "the compiler is " + compiler;
    }
    if (configuration.value("executable") != null) {
      return "the compiler belongs to another JDK";
    }
    SortedSet<String> unsupported = CompilerParameters.unsupported(configuration);
    if (unsupported.contains("jdkToolchain")
        || project.getPlugin("org.apache.maven.plugins:maven-toolchains-plugin") != null) {
      return "the build uses a toolchain";
    }
    for (MojoExecution step : steps.otherClassSteps()) {
      return "the build runs " + step.getArtifactId() + ":" + step.getGoal() + " on the classes";
    }
    if (!unsupported.isEmpty()) {
      return "maven-compiler-plugin is configured with " + unsupported.first();
    }
    if (arguments.location().isPresent()) {
      return "maven-compiler-plugin is configured with the argument " + arguments.location().get();
    }
    for (String option : arguments.ofForkedJvm()) {
      if (!isOfMemory(option) && !jvmOptions.contains(option)) {
        return "maven-compiler-plugin forks javac with -J" + option;
      }
    }
    for (String root : project.getCompileSourceRoots()) {
      if (Files.exists(Path.of(root, "module-info.java"))) {
        return "the module has a module-info.java";
      }
    }
    return null;
  }

  private static boolean isOfMemory(String option) {
    return option.startsWith("-Xm") || option.startsWith("-Xs");
  }
}
