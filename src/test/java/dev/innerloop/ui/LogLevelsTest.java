package dev.innerloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelsTest {

  private final LogLevels levels = new LogLevels();

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          INFO    ! 2026-11-29T19:51:06.123Z  INFO 1 --- [shop] [main] com.example.Shop : Started
          WARNING ! 2026-11-29T19:51:06.123+01:00  WARN 1 --- [main] o.h.orm : deprecated
          ERROR   ! 2026-11-29 19:51:06.123 ERROR 1 --- [main] o.s.boot.SpringApplication : failed
          WARNING ! 19:51:06.123 [main] WARN com.example.Shop -- no cache
          ERROR   ! 19:51:06.123 [http-nio-8080-exec-1] ERROR c.e.Shop - boom
          INFO    ! 19:51:06.123 [main] DEBUG com.example.Shop - ERROR is only a word here
          WARNING ! 2026-11-29 19:51:06,123 WARN  [io.quarkus] (main) unused
          ERROR   ! 2026-11-29 19:51:06,123 ERROR [io.qua.run.Application] (main) failed
          ERROR   ! [main] ERROR com.example.Shop - boom
          WARNING ! WARNING: A Java agent has been loaded dynamically
          ERROR   ! SEVERE: no database
          ERROR   ! 2026.11.29 19:51:06 SEVERE io.helidon.webserver !thread!: failed
          ERROR   ! {"@timestamp":"2026-11-29T19:51:06Z","log.level":"ERROR","message":"boom"}
          WARNING ! {"timestamp":"2026-11-29T19:51:06Z","level":"WARN","message":"no cache"}
          ERROR   ! Exception in thread "main" java.lang.IllegalStateException: boom
          """)
  void keepsTheLevelOfTheApp(Level level, String line) {
    assertThat(levels.of(line)).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR is only a word here",
        "Error: 7 items",
        "An ERROR at 19:51:06",
        "[dev] waiting for a session",
        "warning: nothing",
        ""
      })
  void takesWhatItDoesNotRecognizeForInformation(String line) {
    assertThat(levels.of(line)).isEqualTo(Level.INFO);
  }

  @Test
  void recognizesALevelInColor() {
    assertThat(levels.of("19:51:06.123 \u001b[1;31mERROR\u001b[0;39m [main] c.e.Shop : boom"))
        .isEqualTo(Level.ERROR);
  }

  @Test
  void givesAStackTraceTheLevelOfTheLineBefore() {
    assertThat(levels.of("19:51:06.123 [main] WARN com.example.Shop -- no cache"))
        .isEqualTo(Level.WARNING);
    assertThat(levels.of("")).isEqualTo(Level.WARNING);
    assertThat(levels.of("java.lang.IllegalStateException: boom")).isEqualTo(Level.WARNING);
    assertThat(levels.of("\tat com.example.Shop.main(Shop.java:7)")).isEqualTo(Level.WARNING);
    assertThat(levels.of("Caused by: java.io.IOException")).isEqualTo(Level.WARNING);
    assertThat(levels.of("\t... 12 more")).isEqualTo(Level.WARNING);
    assertThat(levels.of("served a request")).isEqualTo(Level.INFO);
  }

  @Test
  void takesAStackTraceWithoutALevelForAnError() {
    assertThat(levels.of("java.lang.IllegalStateException: boom")).isEqualTo(Level.ERROR);
    assertThat(levels.of("\tat com.example.Shop.main(Shop.java:7)")).isEqualTo(Level.ERROR);
    assertThat(levels.of("served a request")).isEqualTo(Level.INFO);
  }
}
