package dev.innerloop.image.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {

  @Test
  void areSeparatedByBlanksThatQuotesKeep() {
    assertThat(
            JvmOptions.parse(
                " -Xlog:gc*,safepoint  -Dtitle=\"The Shop\" '-Dother=a b'\n"
                    + "--add-opens java.base/java.lang=ALL-UNNAMED "))
        .containsExactly(
            "-Xlog:gc*,safepoint",
            "-Dtitle=The Shop",
            "-Dother=a b",
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED");
    assertThat(JvmOptions.parse("  ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-cp x.jar", "-jar x.jar", "shop.Main", "@file", "--class-path=x"})
  void sayNothingOfWhatRuns(String line) {
    assertThatThrownBy(() -> JvmOptions.parse(line))
        .hasMessage(
            "dev.jvmOptions has \""
                + line.split(" ")[0]
                + "\", which cannot be set as a JVM option here.");
  }

  @Test
  void areReadByJavaAsTheyWereWritten() throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java", "-XshowSettings:properties", "-version");
    java.environment()
        .put("JDK_JAVA_OPTIONS", JvmOptions.quoted(List.of("-Dtest.title=The Shop", "-Dtest.b=c")));
    Process process = java.redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes()))
        .contains("test.title = The Shop", "test.b = c");
  }
}
