package dev.innerloop.mojo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalColorsTest {

  private static final Properties NOTHING = new Properties();

  @Test
  void isThereOnATerminalOnly() {
    assertThat(TerminalColors.of(NOTHING, true, true, Map.of()).used()).isTrue();
    assertThat(TerminalColors.of(NOTHING, true, false, Map.of()).used()).isFalse();
  }

  @Test
  void isNotThereInBatchModeNorInALogFile() {
    assertThat(TerminalColors.of(NOTHING, false, true, Map.of()).used()).isFalse();
    assertThat(TerminalColors.of(NOTHING, true, true, calledWith("dev:diff -l build.log")).used())
        .isFalse();
    assertThat(TerminalColors.of(NOTHING, true, true, calledWith("--log-file=x dev:diff")).used())
        .isFalse();
    assertThat(TerminalColors.of(NOTHING, true, true, calledWith("dev:diff -pl app-l x")).used())
        .isTrue();
  }

  @Test
  void obeysWhoDoesNotWantIt() {
    assertThat(TerminalColors.of(NOTHING, true, true, Map.of("NO_COLOR", "1")).used()).isFalse();
    assertThat(TerminalColors.of(style("never"), true, true, Map.of()).used()).isFalse();
    assertThat(TerminalColors.of(style("always"), false, false, Map.of()).used()).isTrue();
  }

  @Test
  void tellsWhatComesFromWhatGoes() {
    TerminalColors colors = new TerminalColors(true);

    assertThat(colors.difference("+a: 1")).isEqualTo("\u001b[32m+a: 1\u001b[m");
    assertThat(colors.difference("-a: 1")).isEqualTo("\u001b[31m-a: 1\u001b[m");
    assertThat(colors.difference(" a: 1")).isEqualTo(" a: 1");
    assertThat(new TerminalColors(false).difference("+a: 1")).isEqualTo("+a: 1");
  }

  @Test
  void givesEachReplicaAColorOfItsOwn() {
    TerminalColors colors = new TerminalColors(true);

    assertThat(colors.replica(0, "shop-x7k2p |")).isEqualTo("\u001b[36mshop-x7k2p |\u001b[m");
    assertThat(colors.replica(1, "shop-lwp57 |")).isEqualTo("\u001b[32mshop-lwp57 |\u001b[m");
    assertThat(colors.replica(7, "shop-q2q2q |")).isEqualTo("\u001b[36mshop-q2q2q |\u001b[m");
    assertThat(new TerminalColors(false).replica(0, "shop-x7k2p |")).isEqualTo("shop-x7k2p |");
  }

  private static Map<String, String> calledWith(String arguments) {
    return Map.of("MAVEN_CMD_LINE_ARGS", arguments);
  }

  private static Properties style(String value) {
    Properties properties = new Properties();
    properties.setProperty("style.color", value);
    return properties;
  }
}
