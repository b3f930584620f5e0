package dev.innerloop.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helm takes semantic versions only, and projects have others. */
class ChartVersionTest {

  @ParameterizedTest
  @CsvSource({
    "1.2.3, 1.2.3",
    "1.0-SNAPSHOT, 1.0.0-SNAPSHOT",
    "7, 7.0.0",
    "1.2.3.4, 1.2.3-4",
    "1.2.3.Final, 1.2.3-Final",
    "2024.01.05, 2024.1.5",
    "1.0.0-RC_1, 1.0.0-RC.1",
    "1.0-007, 1.0.0-7",
    "main, 0.0.0-main",
    "5x, 5.0.0-x"
  })
  void isASemanticOne(String project, String chart) {
    assertThat(ChartVersion.of(project)).isEqualTo(chart);
  }
}
