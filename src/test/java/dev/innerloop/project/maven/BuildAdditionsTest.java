package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What plugins add to a project stays with it, whichever copy of the project they were given. */
class BuildAdditionsTest {

  private static final String SOURCES = "/shop/src/main/java";
  private static final String GENERATED = "/shop/target/generated-sources/antlr4";

  private MavenProject project;

  @BeforeEach
  void read() {
    project = project("<p>");
  }

  @Test
  void aForkedLifecycleAddsToACopyAndTheProjectAdoptsIt() {
    MavenProject copy = project.clone();
    project.setExecutionProject(copy);
    copy.addCompileSourceRoot(GENERATED);
    copy.addResource(resource("/shop/src/extra", "extra", true));
    copy.getProperties().setProperty("buildNumber", "42");
    copy.getProperties().setProperty("word", "of a plugin");

    BuildAdditions.adopt(project);

    assertThat(project.getCompileSourceRoots()).containsExactly(SOURCES, GENERATED);
    assertThat(BuildResource.of(project))
        .extracting(BuildResource::directory, BuildResource::targetPath, BuildResource::filtering)
        .containsExactly(
            tuple("/shop/src/main/resources", null, false),
            tuple("/shop/src/extra", "extra", true));
    assertThat(project.getProperties())
        .containsEntry("buildNumber", "42")
        .containsEntry("word", "of a plugin");
  }

  @Test
  void aDirectoryThatIsAddedByEachOfSeveralBuildsIsThereOnce() {
    for (int build = 0; build < 3; build++) {
      MavenProject copy = project.clone();
      project.setExecutionProject(copy);
      copy.addCompileSourceRoot(GENERATED);
      copy.addResource(resource("/shop/src/extra", null, false));
      BuildAdditions.adopt(project);
    }

    assertThat(project.getCompileSourceRoots()).containsExactly(SOURCES, GENERATED);
    assertThat(project.getResources()).hasSize(2);
  }

  @Test
  void aGoalThatDoesNotForkHasNothingToAdopt() {
    BuildAdditions.adopt(project);

    assertThat(project.getCompileSourceRoots()).containsExactly(SOURCES);
    assertThat(project.getResources()).hasSize(1);
  }

  @Test
  void aProjectThatIsReadAgainGetsWhatPluginsAddedAndNothingThatItsPomHadBefore() {
    Pom before = Pom.of(project);
    project.addCompileSourceRoot(GENERATED);
    project.addResource(resource("/shop/src/extra", "extra", false));
    project.getProperties().setProperty("buildNumber", "42");
    MavenProject again = project("<p/> changed");
    again.getModel().getProperties().setProperty("word", "two");
    again.getResources().get(0).setFiltering(true);

    BuildAdditions.of(before, project).applyTo(again);

    assertThat(again.getCompileSourceRoots()).containsExactly(SOURCES, GENERATED);
    assertThat(BuildResource.of(again))
        .extracting(BuildResource::directory, BuildResource::filtering)
        .containsExactly(tuple("/shop/src/main/resources", true), tuple("/shop/src/extra", false));
    assertThat(again.getProperties())
        .containsEntry("buildNumber", "42")
        .containsEntry("word", "two");
  }

  @Test
  void thePomIsTheFileThatTheUserEditsThoughAPluginReplacedIt() {
    project.getModel().setPomFile(Path.of("/shop/pom.xml").toFile());
    project.setPomFile(Path.of("/shop/.flattened-pom.xml").toFile());

    assertThat(PomReader.file(project)).isEqualTo(Path.of("/shop/pom.xml"));
    assertThat(PomReader.files(project)).containsExactly(Path.of("/shop/pom.xml"));
  }

  private static MavenProject project(String name) {
    Model model = new Model();
    model.setName(name);
    model.setGroupId("com.example");
    model.setArtifactId("shop");
    model.setVersion("1");
    model.getProperties().setProperty("word", "one");
    model.setBuild(new Build());
    model.getBuild().setSourceDirectory(SOURCES);
    model.getBuild().addResource(resource("/shop/src/main/resources", null, false));
    MavenProject project = new MavenProject(model);
    project.setFile(Path.of("/shop/pom.xml").toFile());
    project.addCompileSourceRoot(SOURCES);
    return project;
  }

  private static Resource resource(String directory, String targetPath, boolean filtering) {
    Resource resource = new Resource();
    resource.setDirectory(directory);
    resource.setTargetPath(targetPath);
    resource.setFiltering(filtering);
    return resource;
  }
}
