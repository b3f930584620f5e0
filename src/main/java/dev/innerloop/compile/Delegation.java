package dev.innerloop.compile;

import dev.innerloop.compile.incremental.ModuleSources;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.ProjectBuild;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Delegates modules that javac alone cannot compile to the project's own build. */
final class Delegation {

  private final ProjectBuild build;
  private final boolean hasJavac;
  private final CompileListener listener;
  private final Set<String> reportedReasons = new HashSet<>();

  Delegation(ProjectBuild build, boolean hasJavac, CompileListener listener) {
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

  /**
   * Compiles a module directly into its output directory; returns the error of the build if it
   * fails.
   */
  Optional<Diagnostic> compile(Module module, String reason) {
    if (reportedReasons.add(module.name() + ": " + reason)) {
      listener.delegating(module, reason);
    }
    try {
      build.processClasses(module);
      return Optional.empty();
    } catch (BuildFailure e) {
      return Optional.of(
          new Diagnostic(
              Diagnostic.Severity.ERROR, Optional.empty(), String.valueOf(e.getMessage())));
    }
  }
}
