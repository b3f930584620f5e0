package dev.innerloop.image.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.image.content.ImageRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImageConfigTest {

  private static final String BASE =
      """
      {"config": {"Entrypoint": ["sh"], "Cmd": ["jshell"], "WorkingDir": "/srv"}}
      """;

  @Test
  void argumentsAreTheCommandSoThatUsersCanReplaceThem() throws IOException {
    ImageConfig config = started(List.of("server", "config.yml"), Optional.of("/app/work"));

    assertThat(config.entrypoint()).containsExactly("java", "Main");
    assertThat(config.command()).containsExactly("server", "config.yml");
    assertThat(config.toJson().path("config").path("WorkingDir").asText()).isEqualTo("/app/work");
  }

  @Test
  void withoutArgumentsTheCommandOfTheBaseImageDoesNotBecomeOne() throws IOException {
    ImageConfig config = started(List.of(), Optional.empty());

    assertThat(config.command()).isEmpty();
    assertThat(config.toJson().path("config").path("WorkingDir").asText()).isEqualTo("/srv");
  }

  private static ImageConfig started(List<String> arguments, Optional<String> directory)
      throws IOException {
    return ImageConfig.parse(BASE.getBytes(UTF_8))
        .with(
            List.of(),
            new ImageRequest.Run(
                List.of("java", "Main"),
                arguments,
                directory,
                Optional.of("java"),
                new TreeMap<>(),
                new TreeSet<>(),
                Optional.empty()),
            Map.of());
  }
}
