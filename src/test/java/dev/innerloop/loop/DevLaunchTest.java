package dev.innerloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.App;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevLaunchTest {

  @Test
  void tellsFrameworksAnotherPortInTheirOwnWords() {
    assertThat(DevLaunch.at(app(Framework.SPRING_BOOT), 9000).jvmOptions())
        .contains("-Dserver.port=9000");
    assertThat(DevLaunch.at(app(Framework.MICRONAUT), 9000).jvmOptions())
        .contains("-Dmicronaut.server.port=9000")
        .contains("-Dmicronaut.netty.event-loops.default.shutdown-quiet-period=0s");
    assertThat(DevLaunch.at(app(Framework.NONE), 9000).jvmOptions())
        .noneMatch(option -> option.endsWith("=9000"));
  }

  private static App app(Framework framework) {
    return new App(
        "shop",
        new Coordinates("com.example", "shop", "1.0"),
        "",
        "com.example.Main",
        List.of(),
        List.of(),
        17,
        framework,
        8080,
        Optional.empty());
  }
}
