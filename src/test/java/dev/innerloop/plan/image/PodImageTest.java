package dev.innerloop.plan.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.image.BuiltImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodImageTest {

  @Test
  void podsOfADockerfilesImageGetItsJvmOptionsForTheApp() {
    BuiltImage image =
        new BuiltImage(
            "registry.example.com/shop",
            List.of("1"),
            "dev-0",
            "sha256:0a1b",
            List.of("java", "-jar", "shop.jar"),
            Optional.of("1000"),
            Optional.of("/opt/java/bin/java"),
            Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC"),
            "",
            List.of("amd64"),
            false);

    assertThat(PodImage.foreign("registry.example.com/shop:1", image).environment())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC", "LC_CTYPE", "C.UTF-8"));
  }
}
