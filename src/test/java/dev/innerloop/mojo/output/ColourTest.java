package dev.innerloop.mojo.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ColourTest {

  private static final Properties NOTHING = new Properties();

  @Test
  void isThereOnATerminalOnly() {
    assertThat(Colour.of(NOTHING, true, true, Map.of()).used()).isTrue();
    assertThat(Colour.of(NOTHING, true, false, Map.of()).used()).isFalse();
  }

  @Test
  void isNotThereInBatchModeNorInALogFile() {
    assertThat(Colour.of(NOTHING, false, true, Map.of()).used()).isFalse();
    assertThat(Colour.of(NOTHING, true, true, calledWith("dev:diff -l build.log")).used())
        .isFalse();
    assertThat(Colour.of(NOTHING, true, true, calledWith("--log-file=x dev:diff")).used())
        .isFalse();
    assertThat(Colour.of(NOTHING, true, true, calledWith("dev:diff -pl app-l x")).used()).isTrue();
  }

  @Test
  void obeysWhoDoesNotWantIt() {
    assertThat(Colour.of(NOTHING, true, true, Map.of("NO_COLOR", "1")).used()).isFalse();
    assertThat(Colour.of(style("never"), true, true, Map.of()).used()).isFalse();
    assertThat(Colour.of(style("always"), false, false, Map.of()).used()).isTrue();
  }

  @Test
  void tellsWhatComesFromWhatGoes() {
    Colour colour = new Colour(true);

    assertThat(colour.difference("+a: 1")).isEqualTo("\u001b[32m+a: 1\u001b[m");
    assertThat(colour.difference("-a: 1")).isEqualTo("\u001b[31m-a: 1\u001b[m");
    assertThat(colour.difference(" a: 1")).isEqualTo(" a: 1");
    assertThat(new Colour(false).difference("+a: 1")).isEqualTo("+a: 1");
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
