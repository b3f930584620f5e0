package dev.innerloop.project.maven;

import dev.innerloop.project.BuildFailure;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.lifecycle.internal.LifecycleDependencyResolver;
import org.apache.maven.project.DefaultProjectBuildingRequest;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingException;
import org.apache.maven.project.ProjectBuildingRequest;
import org.apache.maven.project.ProjectBuildingResult;

/** Reads the POMs of the invoked build again, and resolves what they depend on. */
@Named
final class PomReader {

  private static final Set<String> SCOPES =
      Set.of(
          Artifact.SCOPE_COMPILE,
          Artifact.SCOPE_PROVIDED,
          Artifact.SCOPE_SYSTEM,
          Artifact.SCOPE_RUNTIME);

  private final ProjectBuilder builder;

  /** Maven's own way, so that a class path keeps the order that it had. */
  private final LifecycleDependencyResolver dependencies;

  @Inject
  PomReader(ProjectBuilder builder, LifecycleDependencyResolver dependencies) {
    this.builder = builder;
    this.dependencies = dependencies;
  }

  /**
   * The projects of the whole build, as their POMs are now; dependencies are not resolved.
   *
   * @throws BuildFailure if a POM cannot be read
   */
  List<MavenProject> read(MavenSession session) throws BuildFailure {
    ProjectBuildingRequest request =
        new DefaultProjectBuildingRequest(session.getProjectBuildingRequest());
    request.setProject(null);
    request.setResolveDependencies(false);
    File top = session.getRequest().getPom();
    try {
      return builder.build(List.of(top), true, request).stream()
          .map(ProjectBuildingResult::getProject)
          .toList();
    } catch (ProjectBuildingException e) {
      throw new BuildFailure(new PomErrors(root(session)).unreadable(e), e);
    }
  }

  /**
   * Resolves the dependencies of a project.
   *
   * @param project as {@link #read} gave it
   * @param siblings that need not be built
   * @throws BuildFailure if they cannot be resolved
   */
  void resolve(MavenSession session, MavenProject project, List<MavenProject> siblings)
      throws BuildFailure {
    Set<Artifact> artifacts = new LinkedHashSet<>();
    siblings.forEach(sibling -> artifacts.add(sibling.getArtifact()));
    try {
      dependencies.resolveProjectDependencies(project, Set.of(), SCOPES, session, false, artifacts);
    } catch (LifecycleExecutionException e) {
      throw new BuildFailure(new PomErrors(root(session)).unresolved(project, e), e);
    }
    project.setArtifactFilter(artifact -> true); // what was resolved is what was asked for
  }

  /** Of a project, and of its parents as far as they are files of the user's. */
  static List<Path> files(MavenProject project) {
    List<Path> files = new ArrayList<>();
    for (MavenProject each = project; each != null; each = each.getParent()) {
      if (each.getFile() != null) {
        files.add(each.getFile().toPath());
      }
    }
    return files;
  }

  private static Path root(MavenSession session) {
    return Path.of(session.getExecutionRootDirectory());
  }
}
