package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class StartConfigurationTest {

  private static final String EXEC = "org.codehaus.mojo:exec-maven-plugin";
  private static final String JAR = "org.apache.maven.plugins:maven-jar-plugin";
  private static final String MANIFEST =
      "<archive><manifest><mainClass>%s</mainClass></manifest></archive>";

  private final MavenProject project = project();
  private Set<String> existing = Set.of("com.example.Shop", "com.example.Generator");

  @Test
  void takesTheMainClassOfTheJar() {
    plugin(JAR, MANIFEST.formatted("com.example.Shop"));

    assertThat(start().mainClass()).contains("com.example.Shop");
  }

  @Test
  void opensWhatTheManifestOfTheJarOpens() {
    plugin(
        JAR,
        "<archive><manifestEntries>"
            + "<Add-Opens>java.base/java.lang\n java.base/java.util</Add-Opens>"
            + "<Add-Exports>java.desktop/sun.awt</Add-Exports>"
            + "</manifestEntries></archive>");

    assertThat(start().packageAccess())
        .containsExactly(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED");
  }

  @Test
  void ignoresSecondaryJars() {
    Plugin jar = plugin(JAR, "");
    execution(
        jar,
        "tool",
        "jar",
        "<classifier>tool</classifier>" + MANIFEST.formatted("com.example.Generator"));

    assertThat(start().mainClass()).isEmpty();

    execution(jar, "default-jar", "jar", MANIFEST.formatted("com.example.Shop"));

    assertThat(start().mainClass()).contains("com.example.Shop");
  }

  @Test
  void takesTheMainClassOfAShadedJar() {
    Plugin shade = plugin("org.apache.maven.plugins:maven-shade-plugin", "");
    execution(
        shade,
        "default",
        "shade",
        "<transformers>"
            + "<transformer implementation='a.b.ServicesResourceTransformer'/>"
            + "<transformer implementation='a.b.ManifestResourceTransformer'>"
            + "<mainClass>com.example.Shop</mainClass></transformer></transformers>");

    assertThat(start().mainClass()).contains("com.example.Shop");
  }

  @Test
  void ignoresAPropertyThatAParentLeavesToItsChildren() {
    plugin(
        "org.springframework.boot:spring-boot-maven-plugin",
        "<mainClass>${start-class}</mainClass>");

    assertThat(start().mainClass()).isEmpty();
  }

  @Test
  void ignoresProgramsThatExecStartsInAPhase() {
    Plugin exec = plugin(EXEC, "");
    execution(exec, "generate", "java", "<mainClass>com.example.Generator</mainClass>");

    assertThat(start().mainClass()).isEmpty();

    execution(exec, "default-cli", "java", "<mainClass>com.example.Shop</mainClass>");

    assertThat(start().mainClass()).contains("com.example.Shop");
  }

  @Test
  void skipsPropertiesThatNameNoClass() {
    project.getProperties().setProperty("exec.mainClass", "com.example.Gone");
    project.getProperties().setProperty("main.class", "com.example.Shop");

    assertThat(start().mainClass()).contains("com.example.Shop");

    existing = Set.of();
    assertThat(start().mainClass()).isEmpty();
  }

  @Test
  void takesTheArgumentsOfExecForItsMainClass() {
    plugin(
        EXEC,
        "<mainClass>com.example.Shop</mainClass><arguments><argument>server</argument><argument/><argument>a"
            + " b</argument></arguments>");

    assertThat(start().arguments("com.example.Shop")).containsExactly("server", "", "a b");
    assertThat(start().arguments("com.example.Other")).isEmpty();
  }

  @Test
  void splitsTheLineOfExecAsExecDoes() {
    plugin(EXEC, "<commandlineArgs>server \"my config.yml\" '--x=a b'</commandlineArgs>");

    assertThat(start().arguments("com.example.Shop"))
        .containsExactly("server", "my config.yml", "--x=a b");
  }

  @Test
  void takesTheArgumentsInThePropertyOfExec() {
    project.getProperties().setProperty("exec.args", "server config.yml");

    assertThat(start().arguments("com.example.Shop")).containsExactly("server", "config.yml");
  }

  @Test
  void doesNotTakeTheArgumentsOfAnotherProgram() {
    plugin(
        EXEC,
        "<executable>java</executable><arguments><argument>-classpath</argument></arguments>");

    assertThat(start().arguments("com.example.Shop")).isEmpty();
  }

  @Test
  void refusesALineThatExecRefuses() {
    plugin(EXEC, "<commandlineArgs>server 'config.yml</commandlineArgs>");

    assertThatThrownBy(() -> start().arguments("com.example.Shop"))
        .hasMessageStartingWith(
            "The arguments in the configuration of exec-maven-plugin in shop cannot be read: ");
  }

  private StartConfiguration start() {
    return new StartConfiguration(project, name -> existing.contains(name));
  }

  private Plugin plugin(String key, String configuration) {
    Plugin plugin = new Plugin();
    plugin.setGroupId(key.substring(0, key.indexOf(':')));
    plugin.setArtifactId(key.substring(key.indexOf(':') + 1));
    plugin.setConfiguration(xml(configuration));
    project.getBuild().addPlugin(plugin);
    return plugin;
  }

  private static void execution(Plugin plugin, String id, String goal, String configuration) {
    PluginExecution execution = new PluginExecution();
    execution.setId(id);
    execution.setGoals(List.of(goal));
    execution.setConfiguration(xml(configuration));
    plugin.addExecution(execution);
  }

  private static Xpp3Dom xml(String configuration) {
    try {
      return Xpp3DomBuilder.build(
          new StringReader("<configuration>" + configuration + "</configuration>"));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static MavenProject project() {
    Model model = new Model();
    model.setBuild(new Build());
    model.setArtifactId("shop");
    return new MavenProject(model);
  }
}
