package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.project.build.DependencyFailure;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Model;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnresolvedDependenciesTest {

  private static final Path ROOT = Path.of("/projects/shop").toAbsolutePath();
  private static final Artifact RULES = new DefaultArtifact("com.example:rules:jar:1.0");
  private static final RemoteRepository CENTRAL = repository("central", "https://repo.example.com");
  private static final RemoteRepository CORP = repository("corp", "https://corp.example.com/maven");

  private final MavenProject app = module("app", "1.0");

  @Test
  void namesTheRepositoriesThatDoNotHaveIt() {
    assertThat(
            describe(
                new ArtifactNotFoundException(RULES, CENTRAL),
                new ArtifactNotFoundException(RULES, CORP)))
        .isEqualTo(
            "app/pom.xml: cannot resolve com.example:rules:jar:1.0: it is not in central"
                + " (https://repo.example.com), corp (https://corp.example.com/maven). Check its"
                + " name and version");
  }

  @Test
  void saysThatMavenRemembersAnEarlierAnswer() {
    assertThat(describe(new ArtifactNotFoundException(RULES, CENTRAL, "cached", true)))
        .endsWith(
            ": it is not in central (https://repo.example.com). Check its name and version; Maven"
                + " remembers this answer, and asks again in a session that starts with -U");
  }

  @Test
  void aRepositoryThatCannotBeReachedIsNoMistakeOfThePom() {
    assertThat(
            describe(
                new ArtifactNotFoundException(RULES, CORP),
                new ArtifactTransferException(
                    RULES, CENTRAL, new ConnectException("Connection refused"))))
        .endsWith(
            ": Could not transfer artifact com.example:rules:jar:1.0 from/to central"
                + " (https://repo.example.com): Connection refused. Save the POM again once the"
                + " repository can be reached");
  }

  @Test
  void namesTheModuleThatIsNotPartOfTheSessionAndHowToInstallIt() {
    assertThat(
            describe(
                List.of(app, module("rules", "1.0")),
                new ArtifactNotFoundException(RULES, CENTRAL)))
        .isEqualTo(
            "app/pom.xml: cannot resolve com.example:rules:jar:1.0: it is the module rules of this"
                + " build, and not installed. End the session and add the option -am to -pl, or"
                + " install the module and save the POM again: mvn -pl rules -am install");
  }

  @Test
  void namesTheVersionThatTheModuleHas() {
    assertThat(
            describe(
                List.of(app, module("rules", "2.0")),
                new ArtifactNotFoundException(RULES, CENTRAL)))
        .endsWith(": the module rules of this build has version 2.0");
  }

  @Test
  void aDependencyIsNamedWithItsPositionByMavenWithoutANetwork(
      @TempDir Path folder, @TempDir Path repository) throws Exception {
    Path pom = folder.resolve("pom.xml");
    String project =
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>shop</artifactId>
          <version>1</version>
        %s</project>
        """;
    Files.writeString(pom, project.formatted(""));
    try (OfflineMaven maven = new OfflineMaven(folder, repository)) {
      LiveProject live = maven.live();
      Files.writeString(
          pom,
          project.formatted(
              """
                <dependencies>
                  <dependency>
                    <groupId>com.example</groupId>
                    <artifactId>rules</artifactId>
                    <version>1.0</version>
                  </dependency>
                </dependencies>
              """));

      assertThatThrownBy(live::reload)
          .isInstanceOf(DependencyFailure.class)
          .hasMessage(
              "pom.xml:10:16: cannot resolve com.example:rules:jar:1.0: Maven is offline (-o), and"
                  + " the local repository does not have it. Check its version, or start the"
                  + " session without -o");
    }
  }

  private String describe(Exception... errors) {
    return describe(List.of(app), errors);
  }

  private String describe(List<MavenProject> build, Exception... errors) {
    return new UnresolvedDependencies(ROOT, build, false)
        .describe(
            app,
            new DependencyResolutionException(
                new OneUnresolved(List.of(errors)), "Could not resolve dependencies", null));
  }

  private static RemoteRepository repository(String id, String url) {
    return new RemoteRepository.Builder(id, "default", url).build();
  }

  private static MavenProject module(String name, String version) {
    Model model = new Model();
    model.setGroupId("com.example");
    model.setArtifactId(name);
    model.setVersion(version);
    MavenProject project = new MavenProject(model);
    project.setFile(ROOT.resolve(name).resolve("pom.xml").toFile());
    return project;
  }

  private record OneUnresolved(List<Exception> errors) implements DependencyResolutionResult {

    @Override
    public DependencyNode getDependencyGraph() {
      throw new AssertionError("it is not resolved");
    }

    @Override
    public List<Dependency> getDependencies() {
      return getUnresolvedDependencies();
    }

    @Override
    public List<Dependency> getResolvedDependencies() {
      return List.of();
    }

    @Override
    public List<Dependency> getUnresolvedDependencies() {
      return List.of(new Dependency(RULES, "compile"));
    }

    @Override
    public List<Exception> getCollectionErrors() {
      return List.of();
    }

    @Override
    public List<Exception> getResolutionErrors(Dependency dependency) {
      return errors;
    }
  }
}
