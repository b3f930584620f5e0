package dev.innerloop.project.maven;

import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.DependencyFailure;
import dev.innerloop.project.metadata.Licenses;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DefaultProjectBuildingRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingException;
import org.apache.maven.project.ProjectBuildingRequest;
import org.apache.maven.project.ProjectBuildingResult;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;

/** Reads the POMs of the build again, and resolves their dependencies. */
@Named
public final class PomReader {

  /** Maven 3.8 keeps the POMs of parents in its project builder; it asks for this each time. */
  private static final String WITHOUT_MODEL_CACHE =
      "maven.defaultProjectBuilder.disableGlobalModelCache";

  private final ProjectBuilder builder;

  private final ProjectDependenciesResolver dependencies;

  @Inject
  PomReader(ProjectBuilder builder, ProjectDependenciesResolver dependencies) {
    this.builder = builder;
    this.dependencies = dependencies;
  }

  /**
   * The projects of the whole build from the current POMs, without resolved dependencies.
   *
   * @throws BuildFailure if a POM cannot be read
   */
  public List<MavenProject> read(MavenSession session) throws BuildFailure {
    ProjectBuildingRequest request = request(session);
    File top = session.getRequest().getPom();
    ModelCache.clear(session);
    String before = System.getProperty(WITHOUT_MODEL_CACHE);
    System.setProperty(WITHOUT_MODEL_CACHE, "true");
    try {
      return builder.build(List.of(top), true, request).stream()
          .map(ProjectBuildingResult::getProject)
          .toList();
    } catch (ProjectBuildingException e) {
      throw new BuildFailure(new PomErrors(root(session)).unreadable(e), e);
    } catch (RuntimeException e) { // such as for a model version that is not a number
      throw new BuildFailure(new PomErrors(root(session)).unexpected(top, e), e);
    } finally {
      if (before == null) {
        System.clearProperty(WITHOUT_MODEL_CACHE);
      } else {
        System.setProperty(WITHOUT_MODEL_CACHE, before);
      }
    }
  }

  /**
   * As Maven itself began. Its own request is shared with the plugins, some of which change it, and
   * its repository session has the POMs of parents as they were read at the start.
   */
  private static ProjectBuildingRequest request(MavenSession session) {
    MavenExecutionRequest typed = session.getRequest();
    ProjectBuildingRequest request = new DefaultProjectBuildingRequest();
    request.setLocalRepository(typed.getLocalRepository());
    request.setRemoteRepositories(typed.getRemoteRepositories());
    request.setPluginArtifactRepositories(typed.getPluginArtifactRepositories());
    request.setSystemProperties(typed.getSystemProperties());
    request.setUserProperties(typed.getUserProperties());
    request.setProfiles(typed.getProfiles());
    request.setActiveProfileIds(typed.getActiveProfiles());
    request.setInactiveProfileIds(typed.getInactiveProfiles());
    request.setBuildStartTime(typed.getStartTime());
    request.setProcessPlugins(true);
    request.setRepositorySession(withoutCache(session));
    return request;
  }

  private static DefaultRepositorySystemSession withoutCache(MavenSession session) {
    DefaultRepositorySystemSession repositories =
        new DefaultRepositorySystemSession(session.getRepositorySession());
    repositories.setCache(new DefaultRepositoryCache());
    return repositories;
  }

  /** The licenses of the dependencies of the session's projects. */
  public Licenses licenses(MavenSession session) {
    return new PomLicenses(builder, session);
  }

  /**
   * Resolves the dependencies of projects.
   *
   * @param projects from {@link #read}
   * @param predecessors the same projects with their previous dependencies
   * @throws DependencyFailure if they cannot be resolved
   */
  public void resolve(
      MavenSession session,
      List<MavenProject> projects,
      Map<MavenProject, MavenProject> predecessors)
      throws BuildFailure {
    // The cache contains the previous dependencies of siblings.
    DefaultRepositorySystemSession repositories = withoutCache(session);
    repositories.setWorkspaceReader(
        new ReactorWorkspace(repositories.getWorkspaceReader(), projects));
    for (MavenProject project : projects) {
      if (!project.getPackaging().equals("pom")) {
        Set<Artifact> resolved = resolve(session, repositories, project);
        MavenProject predecessor = predecessors.get(project);
        // Keep the previous order, so that unchanged dependencies do not appear changed.
        project.setResolvedArtifacts(
            predecessor != null && files(predecessor.getArtifacts()).equals(files(resolved))
                ? predecessor.getArtifacts()
                : resolved);
        project.setArtifactFilter(
            artifact -> true); // resolved dependencies correspond to the requested ones
      }
    }
  }

  private Set<Artifact> resolve(
      MavenSession session, RepositorySystemSession repositories, MavenProject project)
      throws BuildFailure {
    DefaultDependencyResolutionRequest request =
        new DefaultDependencyResolutionRequest(project, repositories);
    request.setResolutionFilter(
        (node, parents) ->
            node.getDependency() == null
                || !Artifact.SCOPE_TEST.equals(node.getDependency().getScope()));
    Set<Artifact> artifacts = new LinkedHashSet<>();
    try {
      RepositoryUtils.toArtifacts(
          artifacts,
          dependencies.resolve(request).getDependencyGraph().getChildren(),
          List.of(project.getArtifact().getId()),
          null);
    } catch (DependencyResolutionException e) {
      throw new DependencyFailure(
          new UnresolvedDependencies(
                  root(session), session.getAllProjects(), repositories.isOffline())
              .describe(project, e),
          e);
    }
    artifacts.removeIf(artifact -> Artifact.SCOPE_TEST.equals(artifact.getScope()));
    return artifacts;
  }

  private static Set<String> files(Set<Artifact> artifacts) {
    return artifacts.stream()
        .map(artifact -> artifact.getId() + " " + artifact.getScope() + " " + artifact.getFile())
        .collect(Collectors.toSet());
  }

  /** The POM file that the user edits: plugins may have replaced it by another one. */
  public static Path file(MavenProject project) {
    File read = project.getModel().getPomFile();
    return (read == null ? project.getFile() : read).toPath();
  }

  /** The POM files of a project, and of its parents that are files of the user. */
  public static List<Path> files(MavenProject project) {
    List<Path> files = new ArrayList<>();
    for (MavenProject each = project; each != null; each = each.getParent()) {
      if (each.getFile() != null) {
        files.add(file(each));
      }
    }
    return files;
  }

  private static Path root(MavenSession session) {
    return Path.of(session.getExecutionRootDirectory());
  }
}
