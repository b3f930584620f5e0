package dev.innerloop.project.maven;

import dev.innerloop.problem.Problem;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * Asks the goals that package an app. They are configured as for {@code mvn package}, but not
 * executed.
 */
final class PackagingGoal {

  private final LifecycleExecutor lifecycle;
  private final BuildPluginManager plugins;
  private final MavenPluginManager goals;

  PackagingGoal(LifecycleExecutor lifecycle, BuildPluginManager plugins, MavenPluginManager goals) {
    this.lifecycle = lifecycle;
    this.plugins = plugins;
    this.goals = goals;
  }

  /** What a goal is asked. */
  interface Question<T> {

    T answer(Mojo goal) throws ReflectiveOperationException;
  }

  /**
   * Asks a goal of one of a project's plugins.
   *
   * @throws Problem if the plugin cannot be loaded or its configuration is invalid
   */
  <T> T ask(
      MavenSession session,
      MavenProject project,
      Plugin plugin,
      String goal,
      Question<T> question) {
    MavenProject current = session.getCurrentProject();
    MavenSession own = session.clone();
    own.setCurrentProject(project);
    try {
      MojoExecution execution = execution(own, plugin, goal);
      plugins.getPluginRealm(own, execution.getMojoDescriptor().getPluginDescriptor());
      Mojo configured = goals.getConfiguredMojo(Mojo.class, own, execution);
      try {
        return question.answer(configured);
      } finally {
        goals.releaseMojo(configured, execution);
      }
    } catch (Exception e) { // Maven declares seventeen exceptions
      throw new Problem(
          "The class path of "
              + project.getArtifactId()
              + " is unknown: "
              + plugin.getArtifactId()
              + ", which packages it, cannot be asked: "
              + e.getMessage(),
          "For details, run: mvn package",
          e);
    } finally {
      session.setCurrentProject(current);
    }
  }

  /** The execution that makes the archive; else as on the command line. */
  private MojoExecution execution(MavenSession session, Plugin plugin, String goal)
      throws Exception {
    String id =
        plugin.getExecutions().stream()
            .filter(it -> it.getGoals().contains(goal))
            .map(PluginExecution::getId)
            .findFirst()
            .orElse("default-cli");
    String task =
        String.join(
            ":", plugin.getGroupId(), plugin.getArtifactId(), plugin.getVersion(), goal + "@" + id);
    return lifecycle.calculateExecutionPlan(session, true, task).getMojoExecutions().stream()
        .filter(step -> step.getGoal().equals(goal))
        .filter(step -> step.getArtifactId().equals(plugin.getArtifactId()))
        .findFirst()
        .orElseThrow();
  }
}
