package dev.innerloop.project.maven;

import dev.innerloop.project.Module.CompilerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Reads the javac options of the project's compiler plugin. */
final class CompilerSettingsReader {

  private final ProcessorPathResolver processorPaths;

  CompilerSettingsReader(ProcessorPathResolver processorPaths) {
    this.processorPaths = processorPaths;
  }

  CompilerSettings read(MavenSession session, LifecycleSteps steps) {
    MavenProject project = session.getCurrentProject();
    List<MojoExecution> compilations = steps.compilations();
    if (compilations.size() != 1) {
      return delegated(
          compilations.isEmpty()
              ? "the build has no compiler:compile"
              : "the build compiles in " + compilations.size() + " executions");
    }
    MojoConfiguration configuration = new MojoConfiguration(session, compilations.get(0));
    String reason = delegationReason(project, steps, configuration);
    if (reason != null) {
      return delegated(reason);
    }
    return new CompilerSettings(
        options(configuration), processorPaths.resolve(session, configuration), null);
  }

  private static CompilerSettings delegated(String reason) {
    return new CompilerSettings(List.of(), List.of(), reason);
  }

  private static @Nullable String delegationReason(
      MavenProject project, LifecycleSteps steps, MojoConfiguration configuration) {
    String compiler = configuration.value("compilerId");
    if (compiler != null && !compiler.equals("javac")) {
      return "the compiler is " + compiler;
    }
    if (configuration.value("executable") != null) {
      return "the compiler belongs to another JDK";
    }
    if (configuration.value("jdkToolchain") != null
        || project.getPlugin("org.apache.maven.plugins:maven-toolchains-plugin") != null) {
      return "the build uses a toolchain";
    }
    for (MojoExecution step : steps.otherClassSteps()) {
      return "the build runs " + step.getArtifactId() + ":" + step.getGoal() + " on the classes";
    }
    for (String root : project.getCompileSourceRoots()) {
      if (Files.exists(Path.of(root, "module-info.java"))) {
        return "the module has a module-info.java";
      }
    }
    return null;
  }

  private static List<String> options(MojoConfiguration configuration) {
    List<String> options = new ArrayList<>();
    String release = configuration.value("release");
    if (release != null) {
      options.addAll(List.of("--release", release));
    } else {
      addPair(options, "-source", configuration.value("source"));
      addPair(options, "-target", configuration.value("target"));
    }
    addPair(options, "-encoding", configuration.value("encoding"));
    if (configuration.isTrue("parameters")) {
      options.add("-parameters");
    }
    if (configuration.isTrue("enablePreview")) {
      options.add("--enable-preview");
    }
    addDebug(options, configuration);
    String processing = configuration.value("proc");
    if (processing != null) {
      options.add("-proc:" + processing);
    }
    List<String> processors = configuration.values("annotationProcessors");
    if (!processors.isEmpty()) {
      addPair(options, "-processor", String.join(",", processors));
    }
    String argument = configuration.value("compilerArgument");
    if (argument != null) {
      options.addAll(List.of(argument.trim().split("\\s+")));
    }
    options.addAll(configuration.values("compilerArgs"));
    return options;
  }

  private static void addDebug(List<String> options, MojoConfiguration configuration) {
    String debug = configuration.value("debug");
    String level = configuration.value("debuglevel");
    if ("false".equals(debug)) {
      options.add("-g:none");
    } else {
      options.add(level == null ? "-g" : "-g:" + level);
    }
  }

  private static void addPair(List<String> options, String name, @Nullable String value) {
    if (value != null) {
      options.add(name);
      options.add(value);
    }
  }
}
