package dev.innerloop.project.maven;

import dev.innerloop.problem.Problem;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/** The build steps that update a project's classes. */
final class LifecycleSteps {

  private static final String RESOURCES_PLUGIN = "maven-resources-plugin";
  private static final String COMPILER_PLUGIN = "maven-compiler-plugin";
  private static final List<String> CLASS_PHASES = List.of("compile", "process-classes");

  private static final String OUTPUT_DIRECTORY = "${project.build.outputDirectory}";

  private final List<MojoExecution> executions;

  LifecycleSteps(List<MojoExecution> executions) {
    this.executions = executions;
  }

  /** The session's current project must be the project. */
  static LifecycleSteps of(LifecycleExecutor lifecycle, MavenSession session) {
    MavenProject project = session.getCurrentProject();
    try {
      return new LifecycleSteps(
          lifecycle.calculateExecutionPlan(session, true, "process-classes").getMojoExecutions());
    } catch (
        Exception e) { // Maven declares eleven exceptions, which all mean that the build cannot be
      // planned
      throw new Problem(
          "Maven cannot plan the build of " + project.getArtifactId() + ": " + e.getMessage(),
          "For details, run: mvn process-classes",
          e);
    }
  }

  List<MojoExecution> all() {
    return executions;
  }

  List<MojoExecution> resources() {
    return executions.stream().filter(step -> isOf(step, RESOURCES_PLUGIN, "resources")).toList();
  }

  List<MojoExecution> compilations() {
    return executions.stream().filter(step -> isOf(step, COMPILER_PLUGIN, "compile")).toList();
  }

  /** Steps other than the compiler plugin that create or change classes. */
  List<MojoExecution> otherClassSteps() {
    return executions.stream()
        .filter(step -> CLASS_PHASES.contains(step.getLifecyclePhase()) || isCompiler(step))
        .filter(step -> !isOf(step, COMPILER_PLUGIN, "compile"))
        .toList();
  }

  /**
   * Whether it compiles to the output directory: Kotlin and Scala do so in an earlier phase where
   * Java sources use their classes. A step of code generation can have the same goal.
   */
  private static boolean isCompiler(MojoExecution step) {
    return step.getGoal().equals("compile")
        && String.valueOf(step.getConfiguration()).contains(OUTPUT_DIRECTORY);
  }

  private static boolean isOf(MojoExecution step, String artifactId, String goal) {
    return step.getArtifactId().equals(artifactId) && step.getGoal().equals(goal);
  }
}
