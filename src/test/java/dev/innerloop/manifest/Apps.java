package dev.innerloop.manifest;

import dev.innerloop.project.App;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import java.util.List;
import java.util.Optional;

/** Apps for tests that care about a name, a port and a readiness path only. */
public final class Apps {

  private Apps() {}

  public static App app(String name, int port, Optional<String> readinessPath) {
    return new App(
        name,
        new Coordinates("org.example.shop", name, "1.2.3-SNAPSHOT"),
        "",
        "org.example.Main",
        List.of(),
        List.of(),
        17,
        Framework.NONE,
        port,
        readinessPath);
  }
}
