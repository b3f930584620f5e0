package dev.innerloop.wire;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(OwnJvmOptions.beside(List.of("-Xss1m"))).isEqualTo(all);
    assertThat(OwnJvmOptions.beside(List.of("-XX:+UseZGC")))
        .containsExactly("-XX:TieredStopAtLevel=1", "-XX:SoftRefLRUPolicyMSPerMB=1");
    assertThat(OwnJvmOptions.yielding(all, Set.of("MaxHeapSize"))).isEqualTo(all);
    assertThat(OwnJvmOptions.yielding(all, Set.of("UseG1GC", "TieredStopAtLevel")))
        .containsExactly("-XX:SoftRefLRUPolicyMSPerMB=1");
  }

  @Test
  void aDebugAgentIsFoundInAnyOfThem() {
    assertThat(
            JvmVariables.hasDebugAgent(
                Map.of("_JAVA_OPTIONS", "-Da=b -agentlib:jdwp=transport=dt_socket,server=y")))
        .isTrue();
    assertThat(JvmVariables.hasDebugAgent(Map.of("OTHER", "-agentlib:jdwp=x"))).isFalse();
  }
}
