package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.project.build.BuildFailure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingRequest;
import org.apache.maven.project.ProjectBuildingResult;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** POMs are read as Maven began, whatever plugins and Maven itself have kept since. */
class PomReaderTest {

  private static final String WITHOUT_MODEL_CACHE =
      "maven.defaultProjectBuilder.disableGlobalModelCache";

  private final Builder builder = new Builder();
  private final DefaultMavenExecutionRequest typed = new DefaultMavenExecutionRequest();
  private final DefaultRepositorySystemSession repositories = new DefaultRepositorySystemSession();

  @Test
  void whatAPluginChangedInTheSharedRequestDoesNotCount() throws Exception {
    typed.getProjectBuildingRequest().setProcessPlugins(false); // as cyclonedx-maven-plugin does
    typed.getProjectBuildingRequest().setUserProperties(new Properties());

    read();

    assertThat(builder.request).isNotNull();
    assertThat(builder.request.isProcessPlugins()).isTrue();
    assertThat(builder.request.getUserProperties()).containsEntry("revision", "1.1");
    assertThat(builder.request.getActiveProfileIds()).containsExactly("dev");
    assertThat(builder.request.isResolveDependencies()).isFalse();
    assertThat(builder.request.getProject()).isNull();
  }

  @Test
  void parentsAreReadFromTheirFilesAgain() throws Exception {
    DefaultRepositoryCache former = new DefaultRepositoryCache();
    repositories.setCache(former);

    read();

    assertThat(builder.request).isNotNull();
    assertThat(builder.request.getRepositorySession().getCache()).isNotNull().isNotSameAs(former);
    assertThat(repositories.getCache()).isSameAs(former);
    assertThat(builder.isWithoutModelCache).as("of Maven 3.8").isTrue();
    assertThat(System.getProperty(WITHOUT_MODEL_CACHE)).as("only while they are read").isNull();
  }

  @Test
  void aPomOnWhichMavenItselfFailsIsNamed(@TempDir Path folder, @TempDir Path repository)
      throws Exception {
    Path pom = folder.resolve("pom.xml");
    String valid =
        "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>b</artifactId>"
            + "<version>1</version><packaging>pom</packaging></project>";
    Files.writeString(pom, valid);
    try (OfflineMaven maven = new OfflineMaven(folder, repository)) {
      LiveProject live = maven.live();
      Files.writeString(pom, valid.replace("4.0.0", "four"));

      assertThatThrownBy(live::reload)
          .isInstanceOf(BuildFailure.class)
          .hasMessage(
              "pom.xml: Maven fails on this POM, or on that of a module:"
                  + " java.lang.NumberFormatException: For input string: \"four\"");
    }
  }

  private void read() throws Exception {
    Properties user = new Properties();
    user.setProperty("revision", "1.1");
    typed.setUserProperties(user);
    typed.addActiveProfile("dev");
    typed.setPom(new File("pom.xml"));
    @SuppressWarnings("deprecation") // there is no other without a container
    MavenSession session =
        new MavenSession(null, repositories, typed, new DefaultMavenExecutionResult());
    new PomReader(
            builder,
            request -> {
              throw new AssertionError("nothing is resolved");
            })
        .read(session);
  }

  private static final class Builder implements ProjectBuilder {

    @Nullable ProjectBuildingRequest request;
    boolean isWithoutModelCache;

    @Override
    public List<ProjectBuildingResult> build(
        List<File> pomFiles, boolean recursive, ProjectBuildingRequest request) {
      this.request = request;
      this.isWithoutModelCache = Boolean.getBoolean(WITHOUT_MODEL_CACHE);
      return List.of();
    }

    @Override
    public ProjectBuildingResult build(File pom, ProjectBuildingRequest request) {
      throw new AssertionError("the whole build is read");
    }

    @Override
    public ProjectBuildingResult build(Artifact artifact, ProjectBuildingRequest request) {
      throw new AssertionError("the whole build is read");
    }

    @Override
    public ProjectBuildingResult build(
        Artifact artifact, boolean allowStubs, ProjectBuildingRequest request) {
      throw new AssertionError("the whole build is read");
    }

    @Override
    public ProjectBuildingResult build(ModelSource source, ProjectBuildingRequest request) {
      throw new AssertionError("the whole build is read");
    }
  }
}
