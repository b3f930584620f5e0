package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.ModelProblem;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingException;
import org.apache.maven.project.ProjectBuildingRequest;
import org.apache.maven.project.ProjectBuildingResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PomLicensesTest {

  private static final Path JAR = Path.of("/repository/lib-1.jar");

  private final Model pom = new Model();
  private @Nullable ProjectBuildingRequest asked;

  @Test
  void areThoseOfTheDependencysOwnPom() {
    pom.addLicense(license("The MIT License"));
    pom.addLicense(license("MIT"));
    pom.addLicense(license("House Rules"));

    assertThat(licenses(builder(false)).of(JAR)).containsExactly("MIT", "House Rules");
  }

  @Test
  void needNoDependenciesOfDependencies() {
    licenses(builder(false)).of(JAR);

    assertThat(asked).isNotNull();
    assertThat(asked.isResolveDependencies()).isFalse();
    assertThat(asked.isProcessPlugins()).isFalse();
  }

  @Test
  void areUnknownWhereAPomCannotBeRead() {
    assertThat(licenses(builder(true)).of(JAR)).isEmpty();
  }

  @Test
  void areUnknownOfAFileThatIsNoDependency() {
    assertThat(licenses(builder(false)).of(Path.of("/elsewhere/lib.jar"))).isEmpty();
    assertThat(asked).isNull();
  }

  private static License license(String name) {
    License license = new License();
    license.setName(name);
    return license;
  }

  private static PomLicenses licenses(ProjectBuilder builder) {
    Artifact artifact =
        new DefaultArtifact(
            "com.example", "lib", "1", "compile", "jar", null, new DefaultArtifactHandler("jar"));
    artifact.setFile(JAR.toFile());
    MavenProject project = new MavenProject(new Model());
    project.setArtifacts(Set.of(artifact));
    @SuppressWarnings("deprecation") // there is no other without a container
    MavenSession session =
        new MavenSession(
            null,
            (org.eclipse.aether.RepositorySystemSession) null,
            new DefaultMavenExecutionRequest(),
            new DefaultMavenExecutionResult());
    session.setProjects(List.of(project));
    return new PomLicenses(builder, session);
  }

  private static ProjectBuildingResult result(MavenProject project) {
    return new ProjectBuildingResult() {
      @Override
      public String getProjectId() {
        return "com.example:lib:1";
      }

      @Override
      public @Nullable File getPomFile() {
        return null;
      }

      @Override
      public MavenProject getProject() {
        return project;
      }

      @Override
      public List<ModelProblem> getProblems() {
        return List.of();
      }

      @Override
      public @Nullable DependencyResolutionResult getDependencyResolutionResult() {
        return null;
      }
    };
  }

  /** Maven's own needs a container; what it is asked for is what matters. */
  private ProjectBuilder builder(boolean broken) {
    return new ProjectBuilder() {
      @Override
      public ProjectBuildingResult build(
          Artifact artifact, boolean allowStubModel, ProjectBuildingRequest request)
          throws ProjectBuildingException {
        assertThat(artifact.getArtifactId()).isEqualTo("lib");
        assertThat(allowStubModel).isTrue();
        asked = request;
        if (broken) {
          throw new ProjectBuildingException("com.example:lib:1", "not XML", (Throwable) null);
        }
        return result(new MavenProject(pom));
      }

      @Override
      public ProjectBuildingResult build(File file, ProjectBuildingRequest request) {
        throw new UnsupportedOperationException();
      }

      @Override
      public ProjectBuildingResult build(Artifact artifact, ProjectBuildingRequest request) {
        throw new UnsupportedOperationException();
      }

      @Override
      public ProjectBuildingResult build(ModelSource source, ProjectBuildingRequest request) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<ProjectBuildingResult> build(
          List<File> files, boolean recursive, ProjectBuildingRequest request) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
