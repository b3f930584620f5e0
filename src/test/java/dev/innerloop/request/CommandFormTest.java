package dev.innerloop.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.request.CommandForm.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFormTest {

  private static final CommandForm FORM =
      new CommandForm(
          "mvn -f shop",
          "dev.innerloop:dev-maven-plugin:1.0:",
          List.of(
              new Option("dev.namespace", "anna-shop", Set.of("watch", "stop")),
              new Option("dev.delivery", "direct", Set.of("watch")),
              new Option("dev.target", "cluster", Set.of("watch"))));

  @Test
  void repeatsTheOptionsThatTheGoalHas() {
    assertThat(FORM.of("watch", "-Ddev.takeover"))
        .isEqualTo(
            "mvn -f shop dev.innerloop:dev-maven-plugin:1.0:watch -Ddev.namespace=anna-shop"
                + " -Ddev.delivery=direct -Ddev.target=cluster -Ddev.takeover");
    assertThat(FORM.of("stop"))
        .isEqualTo("mvn -f shop dev.innerloop:dev-maven-plugin:1.0:stop -Ddev.namespace=anna-shop");
  }

  @Test
  void leavesOutWhatTheCommandSetsItself() {
    assertThat(FORM.of("watch", "-Ddev.target=local"))
        .isEqualTo(
            "mvn -f shop dev.innerloop:dev-maven-plugin:1.0:watch -Ddev.namespace=anna-shop"
                + " -Ddev.delivery=direct -Ddev.target=local");
    assertThat(FORM.without("dev.delivery").of("watch")).doesNotContain("dev.delivery");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx1g -Xms1g",
        "it's",
        "$HOME `id` $(id)",
        "a;b&c|d>e<f",
        "*?[a]{b,c}~!#",
        "\"quoted\" \\ back",
        "two\nlines",
        "plain-1.0_x@y:z/%+=,"
      })
  void aShellReadsAValueAsItWasTyped(String value) throws Exception {
    CommandForm form =
        new CommandForm(
            "printf '%s|'", "", List.of(new Option("dev.jvmOptions", value, Set.of("run"))));

    assertThat(shell(form.of("run"))).isEqualTo("run|-Ddev.jvmOptions=" + value + "|");
  }

  private static String shell(String command) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return output;
  }
}
