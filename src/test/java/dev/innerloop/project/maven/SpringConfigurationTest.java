package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpringConfigurationTest {

  @TempDir Path output;

  @Test
  void readsPropertiesAndYamlThePropertiesWinning() throws IOException {
    write("application.yml", "server:\n  port: 9000\n  servlet:\n    context-path: /shop\n");
    write("application.properties", "server.port=9001\n");

    SpringConfiguration configuration = SpringConfiguration.read(output);

    assertThat(configuration.port("server.port")).isEqualTo(9001);
    assertThat(configuration.get("server.servlet.context-path")).isEqualTo("/shop");
  }

  @Test
  void takesTheDefaultOfAPlaceholder() throws IOException {
    write("application.properties", "server.port=${PORT:8081}\n");

    assertThat(SpringConfiguration.read(output).port("server.port")).isEqualTo(8081);
  }

  @Test
  void leavesOutDocumentsOfAProfile() throws IOException {
    write(
        "application.yml",
        """
        server.port: 8082
        ---
        spring.config.activate.on-profile: prod
        server.port: 80
        """);

    assertThat(SpringConfiguration.read(output).port("server.port")).isEqualTo(8082);
  }

  @Test
  void knowsNoPortWhereNoneIsSetOrItIsRandom() throws IOException {
    assertThat(SpringConfiguration.read(output).port("server.port")).isNull();
    write("application.properties", "server.port=0\n");
    assertThat(SpringConfiguration.read(output).port("server.port")).isNull();
  }

  @Test
  void namesTheFileThatIsBroken() throws IOException {
    write("application.yml", "server: [port\n");

    assertThatThrownBy(() -> SpringConfiguration.read(output))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith(
            "The application's configuration cannot be read: " + output.resolve("application.yml"));
  }

  @Test
  void refusesAPortThatIsNone() throws IOException {
    write("application.properties", "server.port=http\n");

    assertThatThrownBy(() -> SpringConfiguration.read(output).port("server.port"))
        .isInstanceOf(Problem.class)
        .hasMessage("server.port in the application's configuration is not a port: http");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(output.resolve(file), text);
  }
}
