package dev.innerloop.project.maven;

import dev.innerloop.project.Build;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * The project's own build inside the running Maven.
 *
 * <p>To be called on the thread on which Maven called the goal: its session scope is bound to it.
 */
final class MavenBuild implements Build {

  private final MavenSession session;
  private final LifecycleExecutor lifecycle;
  private final BuildPluginManager plugins;

  MavenBuild(MavenSession session, LifecycleExecutor lifecycle, BuildPluginManager plugins) {
    this.session = session;
    this.lifecycle = lifecycle;
    this.plugins = plugins;
  }

  @Override
  public void processResources(Module module) throws BuildFailure {
    MavenSession session = sessionOf(module);
    execute(session, LifecycleSteps.of(lifecycle, session).resources());
  }

  @Override
  public Optional<SortedSet<String>> copyResources(Module module, Collection<Path> files)
      throws IOException {
    if (session.getUserProperties().containsKey("maven.resources.skip")) {
      return Optional.empty();
    }
    Optional<PlainResources> resources = PlainResources.of(project(module));
    return resources.isEmpty() ? Optional.empty() : resources.get().copy(files);
  }

  @Override
  public void processClasses(Module module) throws BuildFailure {
    MavenSession session = sessionOf(module);
    execute(session, LifecycleSteps.of(lifecycle, session).all());
  }

  private MavenSession sessionOf(Module module) {
    MavenSession own = session.clone();
    own.setCurrentProject(project(module));
    return own;
  }

  private MavenProject project(Module module) {
    for (MavenProject project : session.getProjects()) {
      if (project.getFile().toPath().equals(module.pom())) {
        return project;
      }
    }
    throw new IllegalArgumentException(module.name() + " is not a module of this build");
  }

  private void execute(MavenSession session, List<MojoExecution> steps) throws BuildFailure {
    MavenProject current = this.session.getCurrentProject();
    for (MojoExecution step : steps) {
      try {
        plugins.executeMojo(session, step);
      } catch (Exception e) { // Maven declares four, and wraps what the plugin threw
        throw new BuildFailure(
            step.getArtifactId() + ":" + step.getGoal() + " failed: " + e.getMessage(), e);
      } finally {
        this.session.setCurrentProject(current);
      }
    }
  }
}
