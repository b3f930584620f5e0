package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Packaging;
import dev.innerloop.project.maven.AppSettings.Form;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackagingReaderTest {

  private static final Path BASEDIR = Path.of("/projects/shop");

  @Test
  void aProjectOfPackagingWarIsOne() {
    assertThat(withoutMain(project("war"), Framework.NONE, Form.AUTO))
        .contains(
            new Packaging.War(BASEDIR.resolve("src/main/webapp"), Optional.empty(), "tomcat:10.1"));
  }

  @Test
  void aWarThatIsStartedByAClassIsNoWar() {
    MavenProject war = project("war");

    assertThat(withoutMain(war, Framework.SPRING_BOOT, Form.AUTO)).isEmpty();
    assertThat(
            new PackagingReader(war, Framework.NONE)
                .withoutMainClass(settings(Form.AUTO, "com.example.Shop")))
        .isEmpty();
    assertThat(withoutMain(project("jar"), Framework.NONE, Form.AUTO)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "javax.servlet, javax.servlet-api, 4.0.1, tomcat:9.0",
    "jakarta.servlet, jakarta.servlet-api, 6.0.0, tomcat:10.1",
    "jakarta.servlet, jakarta.servlet-api, 6.1.0, tomcat:11.0"
  })
  void takesTheTomcatThatHasTheServletApi(
      String group, String name, String version, String container) {
    MavenProject war = project("war");
    war.setArtifacts(Set.of(artifact(group, name, version, "jar")));

    assertThat(withoutMain(war, Framework.NONE, Form.AUTO))
        .map(it -> ((Packaging.War) it).container())
        .contains(container);
  }

  @Test
  void takesTheFolderOfPagesThatTheWarPluginTakes() throws Exception {
    MavenProject war = project("war");
    configure(war, "<warSourceDirectory>web</warSourceDirectory>");

    assertThat(withoutMain(war, Framework.NONE, Form.AUTO))
        .contains(new Packaging.War(BASEDIR.resolve("web"), Optional.empty(), "tomcat:10.1"));
  }

  @Test
  void takesWhatPackageMadeWhereTheWarPluginDoesMore() throws Exception {
    MavenProject filtered = project("war");
    configure(filtered, "<webResources/>");
    MavenProject overlaid = project("war");
    overlaid.setArtifacts(Set.of(artifact("com.example", "base", "1", "war")));

    for (MavenProject war : List.of(filtered, overlaid)) {
      assertThat(withoutMain(war, Framework.NONE, Form.AUTO))
          .flatMap(it -> ((Packaging.War) it).packaged())
          .contains(BASEDIR.resolve("target/shop-1"));
    }
  }

  @Test
  void refusesToMakeAWarOfAJar() {
    assertThatThrownBy(() -> withoutMain(project("jar"), Framework.NONE, Form.WAR))
        .hasMessage("dev.packaging is \"war\", but the packaging of shop is jar.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo("Remove it, or set <packaging>war</packaging> in the POM.");
  }

  @Test
  void takesWhatQuarkusMadeWhereItsPluginIs() {
    MavenProject quarkus = project("jar");
    assertThat(withoutMain(quarkus, Framework.QUARKUS, Form.AUTO)).isEmpty();
    quarkus.getBuild().addPlugin(plugin("io.quarkus", "quarkus-maven-plugin"));

    assertThat(withoutMain(quarkus, Framework.QUARKUS, Form.AUTO))
        .contains(new Packaging.QuarkusApp(BASEDIR.resolve("target/quarkus-app")));
  }

  @Test
  void knowsTheNamesThatNativeExecutablesHave() {
    assertThat(withoutMain(project("jar"), Framework.NONE, Form.NATIVE))
        .contains(
            new Packaging.NativeExecutable(
                BASEDIR.resolve("target"), List.of("shop-1-runner", "shop", "shop-1")));
  }

  @Test
  void takesTheExecutableJarWhereTheUserWantsIt() {
    assertThat(
            new PackagingReader(project("jar"), Framework.SPRING_BOOT)
                .of(Form.BOOT, "com.example.Shop"))
        .isEqualTo(new Packaging.BootJar(BASEDIR.resolve("target/shop-1.jar"), "com.example.Shop"));
    assertThat(
            new PackagingReader(project("war"), Framework.SPRING_BOOT)
                .of(Form.BOOT, "com.example.Shop"))
        .isEqualTo(new Packaging.BootJar(BASEDIR.resolve("target/shop-1.war"), "com.example.Shop"));
    assertThat(new PackagingReader(project("jar"), Framework.SPRING_BOOT).of(Form.AUTO, "Shop"))
        .isEqualTo(new Packaging.ClassPath("Shop"));
  }

  @Test
  void refusesBootWithoutSpringBoot() {
    assertThatThrownBy(
            () -> new PackagingReader(project("jar"), Framework.NONE).of(Form.BOOT, "Shop"))
        .hasMessage("dev.packaging is \"boot\", but shop does not use Spring Boot.");
  }

  private static Optional<Packaging> withoutMain(
      MavenProject project, Framework framework, Form form) {
    return new PackagingReader(project, framework).withoutMainClass(settings(form, null));
  }

  private static AppSettings settings(Form form, @Nullable String mainClass) {
    return new AppSettings("shop", mainClass, null, form, Map.of(), null, List.of());
  }

  private static void configure(MavenProject project, String configuration) throws Exception {
    Plugin war = plugin("org.apache.maven.plugins", "maven-war-plugin");
    war.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader("<configuration>" + configuration + "</configuration>")));
    project.getBuild().addPlugin(war);
  }

  private static Plugin plugin(String groupId, String artifactId) {
    Plugin plugin = new Plugin();
    plugin.setGroupId(groupId);
    plugin.setArtifactId(artifactId);
    return plugin;
  }

  private static Artifact artifact(String group, String name, String version, String type) {
    return new DefaultArtifact(
        group, name, version, "compile", type, null, new DefaultArtifactHandler(type));
  }

  private static MavenProject project(String packaging) {
    Model model = new Model();
    model.setGroupId("com.example");
    model.setArtifactId("shop");
    model.setVersion("1");
    model.setPackaging(packaging);
    Build build = new Build();
    build.setDirectory(BASEDIR.resolve("target").toString());
    build.setFinalName("shop-1");
    model.setBuild(build);
    MavenProject project = new MavenProject(model);
    project.setFile(BASEDIR.resolve("pom.xml").toFile());
    project.setArtifacts(new LinkedHashSet<>());
    return project;
  }
}
