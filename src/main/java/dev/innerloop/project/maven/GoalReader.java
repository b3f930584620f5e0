package dev.innerloop.project.maven;

import dev.innerloop.project.build.BuildFailure;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Configures a running goal from a changed POM. */
public final class GoalReader {

  private final LifecycleExecutor lifecycle;
  private final BuildPluginManager plugins;
  private final MavenPluginManager goals;

  GoalReader(LifecycleExecutor lifecycle, BuildPluginManager plugins, MavenPluginManager goals) {
    this.lifecycle = lifecycle;
    this.plugins = plugins;
    this.goals = goals;
  }

  /**
   * A second instance of a goal, with the configuration of another reading of a project.
   *
   * @param session that the project is one of
   * @param running the goal's own execution
   * @param type of the goal
   * @throws BuildFailure if the configuration is invalid
   */
  public <G extends Mojo> G configured(
      MavenSession session, MavenProject project, MojoExecution running, Class<G> type)
      throws BuildFailure {
    MavenProject current = session.getCurrentProject();
    MavenSession own = session.clone();
    own.setCurrentProject(project);
    try {
      MojoExecution execution =
          new MojoExecution(running.getMojoDescriptor(), running.getExecutionId());
      execution.setConfiguration(configuration(own, running));
      plugins.getPluginRealm(own, execution.getMojoDescriptor().getPluginDescriptor());
      return type.cast(goals.getConfiguredMojo(Mojo.class, own, execution));
    } catch (Exception e) { // Maven declares seventeen exceptions
      throw new BuildFailure(
          "The configuration of dev-maven-plugin in "
              + project.getArtifactId()
              + " is not valid: "
              + e.getMessage(),
          e);
    } finally {
      session.setCurrentProject(current);
    }
  }

  private Xpp3Dom configuration(MavenSession session, MojoExecution running) throws Exception {
    String task =
        String.join(
            ":",
            running.getGroupId(),
            running.getArtifactId(),
            running.getVersion(),
            running.getGoal() + "@" + running.getExecutionId());
    return lifecycle.calculateExecutionPlan(session, true, task).getMojoExecutions().stream()
        .filter(step -> step.getGoal().equals(running.getGoal()))
        .filter(step -> step.getArtifactId().equals(running.getArtifactId()))
        .findFirst()
        .orElseThrow()
        .getConfiguration();
  }
}
