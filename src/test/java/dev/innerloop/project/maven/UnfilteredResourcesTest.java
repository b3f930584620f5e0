package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfilteredResourcesTest {

  @TempDir Path folder;

  private final Plugin plugin = new Plugin();
  private final Build build = new Build();
  private Path root;
  private Path output;

  @BeforeEach
  void project() {
    root = folder.resolve("src/main/resources");
    output = folder.resolve("target/classes");
    plugin.setGroupId("org.apache.maven.plugins");
    plugin.setArtifactId("maven-resources-plugin");
    build.addPlugin(plugin);
    build.setOutputDirectory(output.toString());
  }

  @Test
  void copiesWhatIsNotFiltered() throws IOException {
    resource(false);
    Path file = write("templates/cart.html", "<p>");

    assertThat(copy(file)).hasValue(new TreeMap<>(Map.of("templates/cart.html", file)));
  }

  @Test
  void tellsApartWhatSpringBootsParentFilters() throws IOException {
    resource(true).addInclude("**/application*.yml");
    resource(false).addExclude("**/application*.yml");
    configure(plugin, "delimiters");

    assertThat(copy(write("application.yml", "a: @b@"))).isEmpty();
    assertThat(copy(write("config/application-dev.yml", "a: @b@"))).isEmpty();
    assertThat(copy(write("static/application.css", "p {}")))
        .hasValueSatisfying(it -> assertThat(it).containsOnlyKeys("static/application.css"));
  }

  @Test
  void copiesNothingIfOneOfTheFilesHasToBeProcessed() throws IOException {
    resource(true).addInclude("*.properties");
    resource(false).addExclude("*.properties");

    assertThat(copy(write("cart.html", "<p>"), write("app.properties", "a=1"))).isEmpty();
  }

  @Test
  void respectsTheTargetPathAndLeavesOutWhatIsNotSelected() throws IOException {
    Resource resource = resource(false);
    resource.setTargetPath("META-INF/pages");
    resource.addExclude("drafts/");

    assertThat(copy(write("cart.html", "<p>"), write("drafts/cart.html", "<p>")))
        .hasValueSatisfying(it -> assertThat(it).containsOnlyKeys("META-INF/pages/cart.html"));
  }

  @Test
  void leavesToTheBuildWhichOfTwoFilesOfOneNameIsCopied() throws IOException {
    Path other = folder.resolve("src/main/more");
    resource(false);
    Resource more = resource(false);
    more.setDirectory(other.toString());
    more.addExclude("*.css");
    Files.createDirectories(other);

    for (String name : List.of("cart.html", "cart.css")) {
      Files.writeString(other.resolve(name), "the other");
    }

    assertThat(copy(write("cart.html", "<p>"))).isEmpty();
    assertThat(copy(other.resolve("cart.html"))).isEmpty();
    assertThat(copy(write("cart.css", "p {}")))
        .hasValueSatisfying(it -> assertThat(it).containsOnlyKeys("cart.css"));

    more.setTargetPath("more");
    assertThat(copy(write("cart.html", "<p>")))
        .hasValueSatisfying(it -> assertThat(it).containsOnlyKeys("cart.html"));
  }

  @Test
  void leavesToTheBuildWhatIsGoneOddOrOfAnUnusualPlugin() throws IOException {
    resource(false);
    assertThat(copy(root.resolve("gone.html"))).isEmpty();
    assertThat(copy(write(".gitignore", "x"))).isEmpty();
    assertThat(copy(Files.createDirectories(root.resolve("folder")))).isEmpty();

    PluginExecution execution = new PluginExecution();
    plugin.addExecution(execution);
    configure(execution, "outputDirectory");
    assertThat(copy(write("cart.html", "<p>"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "**/application*.yml, application.yml, true",
    "**/application*.yml, a/b/application-x.yml, true",
    "*.yml, a/b.yml, false",
    "a/**, a/b/c, true",
    "a/**, ab/c, false",
    "a/, a/b/c, true",
    "a/**/c.txt, a/c.txt, true",
    "a/**/c.txt, a/b/b/c.txt, true",
    "**, a/b, true",
    "?.txt, a.txt, true",
    "?.txt, ab.txt, false",
    "a.txt, abtxt, false",
    "%regex[.+[.]txt], a/b.txt, true",
    "/a.txt, a.txt, true"
  })
  void patternsAreMavens(String pattern, String path, boolean matches) throws IOException {
    resource(false).addInclude(pattern);

    assertThat(copy(write(path, "x")))
        .hasValueSatisfying(
            it -> assertThat(it.keySet()).isEqualTo(matches ? Set.of(path) : Set.of()));
  }

  private Resource resource(boolean filtering) {
    Resource resource = new Resource();
    resource.setDirectory(root.toString());
    resource.setFiltering(filtering);
    build.addResource(resource);
    return resource;
  }

  private static void configure(
      org.apache.maven.model.ConfigurationContainer container, String parameter) {
    Xpp3Dom configuration = new Xpp3Dom("configuration");
    configuration.addChild(new Xpp3Dom(parameter));
    container.setConfiguration(configuration);
  }

  private Path write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Optional<SortedMap<String, Path>> copy(Path... files) {
    Model model = new Model();
    model.setBuild(build);
    return UnfilteredResources.of(new MavenProject(model))
        .flatMap(resources -> resources.copies(List.of(files)));
  }
}
