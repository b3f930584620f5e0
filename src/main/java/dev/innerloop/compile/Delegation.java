package dev.innerloop.compile;

import dev.innerloop.compile.incremental.ModuleSources;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.ProjectBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Delegates modules that javac alone cannot compile to the project's own build. */
final class Delegation {

  private final BuildErrors errors;
  private final ProjectBuild build;
  private final boolean hasJavac;
  private final CompileListener listener;
  private final Set<String> reportedReasons = new HashSet<>();

  /**
   * @param root of the reactor; errors show paths relative to it
   */
  Delegation(Path root, ProjectBuild build, boolean hasJavac, CompileListener listener) {
    this.errors = new BuildErrors(root);
    this.build = build;
    this.hasJavac = hasJavac;
    this.listener = listener;
  }

  /** Why a module is not compiled by javac alone, as a clause; null if it is. */
  @Nullable String reason(Module module) throws IOException {
    if (module.compiler().delegationReason() != null) {
      return module.compiler().delegationReason();
    }
    if (!hasJavac) {
      return "the Java that runs Maven has no compiler";
    }
    return ModuleSources.find(module, "module-info.java").isPresent()
        ? "it has a module-info.java"
        : null;
  }

  /** Compiles a module directly into its output directory; returns the errors of the build. */
  List<Diagnostic> compile(Module module, String reason) {
    if (reportedReasons.add(module.name() + ": " + reason)) {
      listener.delegating(module, reason);
    }
    try {
      build.processClasses(module);
      return List.of();
    } catch (BuildFailure failure) {
      return errors.of(failure, Set.of());
    }
  }
}
