package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class PomComparisonTest {

  @Test
  void takesOverWhatOurConfigurationSaysOfResources() throws Exception {
    assertThat(
            beyond(
                "<env><A>1</A></env><registry>r</registry>",
                "<registry>r</registry><replicas>3</replicas><labels><b>2</b></labels>"))
        .isEmpty();
  }

  @Test
  void leavesTheRestOfOurConfigurationToAnotherSession() throws Exception {
    assertThat(beyond("<registry>r</registry>", "<registry>s</registry>"))
        .hasValue("The configuration of dev-maven-plugin in shop");
    assertThat(beyond("<kind>deployment</kind>", "<kind>job</kind>")).isPresent();
  }

  private static Optional<String> beyond(String before, String after) throws Exception {
    return PomComparison.ofPoms(List.of(pom(before)), List.of(pom(after)));
  }

  private static Pom pom(String configuration) throws Exception {
    Plugin plugin = new Plugin();
    plugin.setGroupId("dev.innerloop");
    plugin.setArtifactId("dev-maven-plugin");
    plugin.setVersion("1");
    plugin.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader("<configuration>" + configuration + "</configuration>")));
    Model model = new Model();
    model.setGroupId("com.example");
    model.setArtifactId("shop");
    model.setVersion("1");
    model.setBuild(new Build());
    model.getBuild().addPlugin(plugin);
    return new Pom(Path.of("pom.xml"), model, configuration, List.of());
  }
}
