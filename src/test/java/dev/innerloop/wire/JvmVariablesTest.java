package dev.innerloop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JvmVariablesTest {

  @Test
  void aSupervisorGetsThemUnderOtherNamesAndTheAppGetsThemBack() {
    Map<String, String> environment =
        new TreeMap<>(Map.of("JAVA_TOOL_OPTIONS", "-Da=b", "_JAVA_OPTIONS", "-Dc=d", "HOME", "/"));
    Map<String, String> original = Map.copyOf(environment);

    JvmVariables.pass(environment);

    assertThat(environment)
        .containsExactly(
            Map.entry("DEV_APP_JAVA_TOOL_OPTIONS", "-Da=b"),
            Map.entry("DEV_APP__JAVA_OPTIONS", "-Dc=d"),
            Map.entry("HOME", "/"));
    JvmVariables.restore(environment);
    assertThat(environment).isEqualTo(original);
  }

  @Test
  void whatIsEmptyInAPodIsNotSetInTheApp() {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "JAVA_TOOL_OPTIONS", "",
                "DEV_APP_JAVA_TOOL_OPTIONS", "$(JAVA_TOOL_OPTIONS)",
                "JDK_JAVA_OPTIONS", "",
                "DEV_APP_JDK_JAVA_OPTIONS", "-Da=b",
                "_JAVA_OPTIONS", "-Dof=image"));

    JvmVariables.restore(environment);

    assertThat(environment)
        .containsExactly(
            Map.entry("JDK_JAVA_OPTIONS", "-Da=b"), Map.entry("_JAVA_OPTIONS", "-Dof=image"));
  }

  @Test
  void theFlagsOfDevModeYieldToThoseOfTheUserAndOfTheEnvironment() {
    List<String> all =
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=1");
    assertThat(OwnJvmOptions.beside(List.of(), List.of("-Xss1m"))).isEqualTo(all);
    assertThat(OwnJvmOptions.beside(List.of(), List.of("-XX:+UseZGC")))
        .containsExactly("-XX:TieredStopAtLevel=1", "-XX:SoftRefLRUPolicyMSPerMB=1");
    assertThat(OwnJvmOptions.yielding(all, Set.of("MaxHeapSize"), List.of())).isEqualTo(all);
    assertThat(OwnJvmOptions.yielding(all, Set.of("UseG1GC", "TieredStopAtLevel"), List.of()))
        .containsExactly("-XX:SoftRefLRUPolicyMSPerMB=1");
  }

  @Test
  void thePropertiesOfDevModeYieldToThoseOfTheEnvironmentButThePomsDoNot() {
    List<String> options =
        new ArrayList<>(
            OwnJvmOptions.beside(
                List.of("-Dserver.shutdown=immediate", "-Dspring.thymeleaf.cache=false"),
                List.of()));
    options.add("-Da=pom");

    assertThat(
            OwnJvmOptions.yielding(
                options,
                Set.of(),
                List.of(
                    "-Da=b", "-Dserver.shutdown=graceful", "-Dx=-Dspring.thymeleaf.cache=true")))
        .containsExactly(
            "-Dspring.thymeleaf.cache=false",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:SoftRefLRUPolicyMSPerMB=1",
            "-Da=pom");
  }

  @Test
  void aDebugAgentIsFoundInAnyOfThem() {
    assertThat(
            JvmVariables.hasDebugAgent(
                Map.of("_JAVA_OPTIONS", "-Da=b -agentlib:jdwp=transport=dt_socket,server=y")))
        .isTrue();
    assertThat(JvmVariables.hasDebugAgent(Map.of("OTHER", "-agentlib:jdwp=x"))).isFalse();
  }

  @Test
  void aDebugAgentIsRemovedAndEverythingElseIsKept() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "JAVA_TOOL_OPTIONS",
                    "-Da='b c' -agentpath:'/my jdk/lib/libjdwp.so'=transport=dt_socket -Xss1m",
                "_JAVA_OPTIONS", "-Xrunjdwp:transport=dt_socket",
                "JDK_JAVA_OPTIONS", "-Dc=-agentlib:jdwp=x"));

    assertThat(JvmVariables.removeDebugAgents(environment))
        .containsExactly("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");
    assertThat(environment)
        .containsOnly(
            Map.entry("JAVA_TOOL_OPTIONS", "-Da='b c'  -Xss1m"),
            Map.entry("_JAVA_OPTIONS", ""),
            Map.entry("JDK_JAVA_OPTIONS", "-Dc=-agentlib:jdwp=x"));
  }

  @Test
  void anAppWhoseEnvironmentHasADebugAgentIsDebugged() {
    Launch launch = Launch.of("Main", List.of("classes"));
    assertThat(launch.isDebugged()).isFalse();
    assertThat(
            launch
                .withEnvironment(
                    AppEnvironment.of(
                        Map.of("JAVA_TOOL_OPTIONS", "-Da=b -Xrunjdwp:transport=dt_socket")))
                .isDebugged())
        .isTrue();
  }
}
