package dev.innerloop.mojo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.mojo.parameter.ParameterChecks;
import dev.innerloop.problem.Problem;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.Test;

class ParameterChecksTest {

  /** Properties of which not every text is a valid value. */
  private static final List<String> WITH_A_FORM =
      List.of(
          "timeout",
          "tenancy",
          "ttl",
          "kind",
          "delivery",
          "replicas",
          "load",
          "builder",
          "buildTool",
          "platforms",
          "sbom",
          "port",
          "packaging",
          "localPort",
          "hold",
          "onExit",
          "reload",
          "trigger",
          "target",
          "debugPort",
          "mirrors",
          "serviceImages",
          "forward");

  @Test
  void reportsAllInvalidValuesOfAGoalAtOnce() throws Exception {
    String configuration =
        WITH_A_FORM.stream()
            .map(name -> "<" + name + ">?</" + name + ">")
            .collect(joining("", "", "<resources><memory>1 GB</memory><cpu>x</cpu></resources>"));
    DebugMojo goal = Configured.goal(new DebugMojo(null, null), complete("debug", configuration));

    List<String> lines = List.of(message(goal).split("\n"));

    assertThat(lines.get(0)).isEqualTo(WITH_A_FORM.size() + 2 + " settings are invalid:");
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.startsWith("- "))
        .map(line -> line.split(" ")[1])
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    WITH_A_FORM.stream().map(name -> "dev." + name),
                    Stream.of("resources.memory", "resources.cpu"))
                .toList());
  }

  @Test
  void aSingleOneIsReportedAsItIs() throws Exception {
    assertThat(message("<kind>daemonset</kind>"))
        .isEqualTo(
            "dev.kind is \"daemonset\", which is not one of: deployment, statefulset, job,"
                + " cronjob.");
  }

  @Test
  void eachElementOfAListIsReported() throws Exception {
    assertThat(
            message(
                """
                <ports>
                  <port><name>A</name><number>0</number></port>
                  <port><name>b</name></port>
                </ports>
                <volumes><volume><name>B</name><path>b</path></volume></volumes>
                <labels><a>b c</a><d>e f</d></labels>
                """))
        .isEqualTo(
            """
            7 settings are invalid:
            - labels.a is "b c", which is not a valid label value.
            - labels.d is "e f", which is not a valid label value.
            - ports.name is "A", which is not a valid port name.
            - ports.number is "0", which is not a number from 1 to 65535.
            - ports.number is missing.
            - volumes.name is "B", which is not a valid name.
            - volumes.path is "b", which is not an absolute path.\
            """);
  }

  @Test
  void theRemedyHasEachFixOnce() {
    ParameterChecks checks = new ParameterChecks();
    checks.add(new Problem("a", "fix"));
    checks.add(new Problem("b", "fix"));
    checks.add(new Problem("c", "other fix"));
    checks.add(new Problem("c", "other fix"));

    assertThatThrownBy(checks::requireValid)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem).hasMessage("3 settings are invalid:\n- a\n- b\n- c");
              assertThat(problem.remedy()).isEqualTo("fix\nother fix");
            });
  }

  /** A configuration with the default values of what it does not set, as Maven completes it. */
  private static String complete(String goal, String configuration) throws Exception {
    StringBuilder complete = new StringBuilder("<configuration>");
    try (InputStream in =
        ParameterChecksTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      PluginDescriptor plugin =
          new PluginDescriptorBuilder()
              .build(new InputStreamReader(Objects.requireNonNull(in), UTF_8));
      for (PlexusConfiguration parameter :
          plugin.getMojo(goal).getMojoConfiguration().getChildren()) {
        String name = parameter.getName();
        String value = parameter.getAttribute("default-value", "");
        if (!value.isEmpty()
            && !value.contains("${")
            && !configuration.contains("<" + name + ">")) {
          complete.append("<" + name + ">" + value + "</" + name + ">");
        }
      }
    }
    return complete + configuration + "</configuration>";
  }

  private static String message(String configuration) throws Exception {
    return message(
        Configured.goal(new ManifestsMojo(null, null), complete("manifests", configuration)));
  }

  private static String message(GoalMojo goal) {
    ParameterChecks checks = new ParameterChecks();
    goal.check(checks);
    try {
      checks.requireValid();
      return "";
    } catch (Problem problem) {
      return problem.getMessage();
    }
  }
}
