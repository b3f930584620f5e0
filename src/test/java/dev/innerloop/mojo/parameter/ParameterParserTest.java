package dev.innerloop.mojo.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.request.TargetSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterParserTest {

  @Test
  void readsWordsInAnyCase() {
    assertThat(ParameterParser.oneOf("dev.target", "Local", TargetSettings.Kind.class))
        .isEqualTo(TargetSettings.Kind.LOCAL);
  }

  @Test
  void namesTheWordsThatItKnows() {
    assertThatThrownBy(() -> ParameterParser.oneOf("dev.target", "moon", TargetSettings.Kind.class))
        .isInstanceOf(Problem.class)
        .hasMessage("dev.target is \"moon\", which is not one of: auto, cluster, local.");
  }

  @ParameterizedTest
  @CsvSource({"300, PT5M", "90s, PT1M30S", "5m, PT5M", "1h, PT1H", "7d, PT168H"})
  void readsTimes(String text, Duration time) {
    assertThat(ParameterParser.duration("dev.timeout", text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-5", "soon", "5 minutes", "99999999999"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> ParameterParser.duration("dev.timeout", text))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("dev.timeout is \"" + text + "\", which is not a duration.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "http", "-1", "99999999999"})
  void refusesNumbersOutOfRange(String text) {
    assertThatThrownBy(() -> ParameterParser.number("dev.localPort", text, 1, 65_535, 8080))
        .isInstanceOf(Problem.class)
        .hasMessage("dev.localPort is \"" + text + "\", which is not a number from 1 to 65535.");
  }
}
