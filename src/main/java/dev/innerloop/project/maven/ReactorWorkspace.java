package dev.innerloop.project.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.apache.maven.repository.internal.MavenWorkspaceReader;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;

/** The modules of a reactor with their current POMs, while Maven itself uses those of its start. */
record ReactorWorkspace(@Nullable WorkspaceReader atStart, List<MavenProject> now)
    implements MavenWorkspaceReader {

  ReactorWorkspace {
    now = List.copyOf(now);
  }

  @Override
  public WorkspaceRepository getRepository() {
    return atStart == null ? new WorkspaceRepository() : atStart.getRepository();
  }

  @Override
  public @Nullable File findArtifact(Artifact artifact) {
    return atStart == null ? null : atStart.findArtifact(artifact);
  }

  @Override
  public List<String> findVersions(Artifact artifact) {
    return atStart == null ? List.of() : atStart.findVersions(artifact);
  }

  @Override
  public @Nullable Model findModel(Artifact artifact) {
    for (MavenProject project : now) {
      if (project.getGroupId().equals(artifact.getGroupId())
          && project.getArtifactId().equals(artifact.getArtifactId())
          && project.getVersion().equals(artifact.getBaseVersion())) {
        return project.getModel();
      }
    }
    return atStart instanceof MavenWorkspaceReader maven ? maven.findModel(artifact) : null;
  }
}
