package dev.innerloop.project.maven;

import dev.innerloop.project.build.BuildFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of a project's build. What a compiler or a code generator prints is not shown,
 * because the session shows its errors, with paths that terminals can link.
 */
final class BuildSteps {

  private static final Set<String> COMPILERS =
      Set.of(
          "maven-compiler-plugin",
          "kotlin-maven-plugin",
          "aspectj-maven-plugin",
          "gmavenplus-plugin",
          "scala-maven-plugin");

  private final BuildPluginManager plugins;

  BuildSteps(BuildPluginManager plugins) {
    this.plugins = plugins;
  }

  /**
   * Runs a step.
   *
   * @throws BuildFailure with what it threw, and what a compiler printed
   */
  void run(MavenSession session, MojoExecution step) throws BuildFailure {
    run(session, step, !COMPILERS.contains(step.getArtifactId()));
  }

  /** Runs a step of code generation: like {@link #run}, with what any plugin printed. */
  void generate(MavenSession session, MojoExecution step) throws BuildFailure {
    run(session, step, false);
  }

  private void run(MavenSession session, MojoExecution step, boolean isShown) throws BuildFailure {
    if (isShown || session.getRequest().isShowErrors()) { // -e and -X ask for all that there is
      run(session, step, null);
    } else {
      try (PluginOutput output = PluginOutput.take()) {
        run(session, step, output);
      }
    }
  }

  private void run(MavenSession session, MojoExecution step, @Nullable PluginOutput output)
      throws BuildFailure {
    try {
      plugins.executeMojo(session, step);
    } catch (Exception e) { // Maven declares four exceptions, and wraps those of the plugin
      List<String> details = details(e);
      if (output != null) {
        details.add(output.of("ERROR"));
        details.add(output.of("WARNING")); // the error may be that there are warnings
      }
      throw new BuildFailure(
          step.getArtifactId() + ":" + step.getGoal() + " failed: " + e.getMessage(), details, e);
    }
  }

  /** What the plugin says of the failure at length comes before what it says in short. */
  private static List<String> details(Throwable failure) {
    List<String> details = new ArrayList<>();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof AbstractMojoExecutionException mojo && mojo.getLongMessage() != null) {
        details.add(mojo.getLongMessage());
      }
      if (each.getMessage() != null) {
        details.add(each.getMessage());
      }
    }
    return details;
  }
}
