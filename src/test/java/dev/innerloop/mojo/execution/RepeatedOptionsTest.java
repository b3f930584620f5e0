package dev.innerloop.mojo.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.innerloop.request.CommandForm;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the descriptor of this build. */
class RepeatedOptionsTest {

  private PluginDescriptor plugin;

  @BeforeEach
  void readDescriptor() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/META-INF/maven/plugin.xml")) {
      plugin =
          new PluginDescriptorBuilder()
              .build(new InputStreamReader(Objects.requireNonNull(in), UTF_8));
    }
  }

  @Test
  void aCommandRepeatsEveryPropertyThatItsGoalHasExceptForTheseFew() {
    Map<String, Set<String>> properties = propertiesByGoal();
    Properties typed = new Properties();
    properties.values().forEach(names -> names.forEach(name -> typed.setProperty(name, "x")));
    CommandForm form = new CommandForm("mvn", "dev:", RepeatedOptions.of(plugin, typed));

    Map<String, Set<String>> left = new TreeMap<>();
    properties.forEach(
        (goal, names) -> {
          String command = form.of(goal) + " ";
          for (String name : names) {
            if (!command.contains(" -D" + name + "=x ")) {
              left.computeIfAbsent(name, key -> new TreeSet<>()).add(goal);
            }
          }
          assertThat(command.split(" -D")).as(goal).hasSizeLessThanOrEqualTo(names.size() + 1);
        });

    assertThat(properties).containsKeys("watch", "run", "apply", "stop", "delete", "doctor");
    assertThat(left.keySet())
        .isEqualTo(RepeatedOptions.EXCEPTIONS.keySet())
        .containsExactlyInAnyOrder(
            "dev.skip",
            "dev.takeover",
            "dev.detach",
            "dev.deleteNamespace",
            "dev.expired",
            "dev.events");
    assertThat(RepeatedOptions.EXCEPTIONS.values()).noneMatch(String::isBlank);
  }

  @Test
  void whatSelectsTheAppComesFirst() {
    assertThat(
            command(
                "watch",
                Map.of(
                    "dev.pullSecret", "acme",
                    "dev.validate", "false",
                    "dev.recreate", "true",
                    "dev.namespace", "anna")))
        .isEqualTo(
            "mvn dev:watch -Ddev.namespace=anna -Ddev.pullSecret=acme -Ddev.recreate=true"
                + " -Ddev.validate=false");
  }

  @Test
  void doesNotRepeatPropertiesOfOtherPlugins() {
    assertThat(command("watch", Map.of("skipTests", "true", "dev.unknown", "1")))
        .isEqualTo("mvn dev:watch");
  }

  @Test
  void doesNotRepeatSecrets() {
    assertThat(
            Map.of(
                "dev.mirrors",
                command("watch", Map.of("dev.mirrors", "docker.io=https://anna:s3cret@mirror/x")),
                "dev.jvmOptions",
                command("watch", Map.of("dev.jvmOptions", "-Xmx1g -Dspring.db.password=s3cret"))))
        .containsOnly(
            entry(
                "dev.mirrors", "mvn dev:watch '-Ddev.mirrors=docker.io=https://anna:***@mirror/x'"),
            entry(
                "dev.jvmOptions",
                "mvn dev:watch '-Ddev.jvmOptions=-Xmx1g -Dspring.db.password=***'"));
  }

  private String command(String goal, Map<String, String> typed) {
    Properties properties = new Properties();
    properties.putAll(typed);
    List<CommandForm.Option> options = RepeatedOptions.of(plugin, properties);
    return new CommandForm("mvn", "dev:", options).of(goal);
  }

  private Map<String, Set<String>> propertiesByGoal() {
    Map<String, Set<String>> properties = new TreeMap<>();
    for (MojoDescriptor goal : plugin.getMojos()) {
      for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
        String value = parameter.getValue("");
        if (value.matches("\\$\\{dev\\.\\w+}")) {
          properties
              .computeIfAbsent(goal.getGoal(), key -> new TreeSet<>())
              .add(value.substring(2, value.length() - 1));
        }
      }
    }
    return properties;
  }
}
