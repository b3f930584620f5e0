package dev.innerloop.project.maven;

import dev.innerloop.project.metadata.Licenses;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.project.DefaultProjectBuildingRequest;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingException;
import org.apache.maven.project.ProjectBuildingRequest;

/** Licenses in the POMs of dependencies and their parents. */
final class PomLicenses implements Licenses {

  private final ProjectBuilder builder;
  private final MavenSession session;

  PomLicenses(ProjectBuilder builder, MavenSession session) {
    this.builder = builder;
    this.session = session;
  }

  @Override
  public List<String> of(Path jar) {
    for (MavenProject project : session.getProjects()) {
      Optional<Artifact> artifact =
          project.getArtifacts().stream()
              .filter(it -> it.getFile() != null)
              .filter(it -> it.getFile().toPath().equals(jar))
              .findFirst();
      if (artifact.isPresent()) {
        return read(artifact.get(), project);
      }
    }
    return List.of();
  }

  private List<String> read(Artifact artifact, MavenProject project) {
    ProjectBuildingRequest request =
        new DefaultProjectBuildingRequest(session.getProjectBuildingRequest());
    request.setProject(null);
    request.setResolveDependencies(false);
    request.setProcessPlugins(false);
    request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
    request.setRemoteRepositories(project.getRemoteArtifactRepositories());
    try {
      return builder.build(artifact, true, request).getProject().getLicenses().stream()
          .flatMap(ProjectInfoReader::license)
          .distinct()
          .toList();
    } catch (ProjectBuildingException e) {
      return List.of(); // Maven itself treats an unreadable POM as empty
    }
  }
}
